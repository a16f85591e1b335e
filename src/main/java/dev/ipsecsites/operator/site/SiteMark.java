package dev.ipsecsites.operator.site;

import org.jspecify.annotations.Nullable;

/**
 * The end of the description of everything that we create at Cato (DESIGN §9.8). After a lost answer an object is ours only
 * when it carries this mark.
 *
 * @param owner which operator, so that two clusters can share an account
 */
public record SiteMark(String owner, String namespace, String name) {
    /** {@code [ipsec-sites OWNER/NAMESPACE/NAME]}. */
    public String text() {
        return "[ipsec-sites " + owner + "/" + namespace + "/" + name + "]";
    }

    /** Whether a description at Cato ends with this mark. */
    public boolean marks(@Nullable String description) {
        return description != null && description.strip().endsWith(text());
    }

    /** Whether a description carries the mark of any operator, this one or another. */
    public static boolean marksAny(@Nullable String description) {
        return description != null && description.strip().matches("(?s).*\\[ipsec-sites [^\\]]+/[^\\]]+/[^\\]]+]$");
    }

    /** Whether the operator {@code owner} put a mark there, for whichever site. */
    public static boolean marksOwner(String owner, @Nullable String description) {
        return marksAny(description)
                && description != null
                && description.substring(description.lastIndexOf('[')).startsWith("[ipsec-sites " + owner + "/");
    }

    /** The description of an object of ours. */
    public String describe(@Nullable String words) {
        return words == null || words.isBlank() ? text() : words.strip() + " " + text();
    }
}
