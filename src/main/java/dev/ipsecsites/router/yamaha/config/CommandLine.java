package dev.ipsecsites.router.yamaha.config;

import dev.ipsecsites.ipsec.Identity;
import dev.ipsecsites.ipsec.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command for an RTX: the only way to one. It starts with words of this program and grows by checked values; what doesn't fit
 * throws {@link UnsafeValueException}. Immutable; {@link #toString} masks secrets.
 *
 * <p>{@snippet :
 * CommandLine.of("ipsec ike version").number("tunnelNumber", 1, 1, 6000).keywords("2").text();
 * }
 */
public final class CommandLine {
    /** The router takes no longer line (yamaha-rtx.md §1.4), in octets. */
    public static final int LONGEST = 4095;

    private final List<Token> tokens;

    private CommandLine(List<Token> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** Starts a command. {@code keywords} are this program's own text, separated by blanks; never a value from outside. */
    public static CommandLine of(String keywords) {
        return new CommandLine(List.of()).keywords(keywords);
    }

    static CommandLine starting(Token token) {
        return new CommandLine(List.of(token));
    }

    /** Words of the command itself; never a value from outside. */
    public CommandLine keywords(String keywords) {
        return with(Stream.of(keywords.split(" ")).map(Token::keyword));
    }

    /** Only the lines of the answer that hold {@code word}, which is this program's own. */
    public CommandLine grep(String word) {
        return with(Stream.of(Token.pipe(), Token.keyword("grep"), Token.keyword(word)));
    }

    /** A number within the range that the command takes. */
    public CommandLine number(String field, long number, long smallest, long largest) {
        return with(Token.number(field, number, smallest, largest));
    }

    /** An IPv4 address. */
    public CommandLine address(String field, String address) {
        return with(Token.address(field, address));
    }

    /** {@code A.B.C.D/M}. */
    public CommandLine addressWithPrefix(String field, String value) {
        return with(Token.addressWithPrefix(field, value));
    }

    /** {@code default}, or an IPv4 network without host bits. */
    public CommandLine destination(String field, String value) {
        return with(Token.destination(field, value));
    }

    /** An identity's value; its type is a keyword. */
    public CommandLine identity(String field, Identity identity) {
        return with(Token.identity(field, identity));
    }

    /** Printable ASCII, quoted. */
    public CommandLine description(String field, String text) {
        return with(Token.description(field, text));
    }

    /** An interface as one word, {@code lan2}. */
    public CommandLine interfaceName(String field, String name) {
        return with(Token.interfaceName(field, name));
    }

    /** A link as {@code ip route} wants it: {@code pp 1}, two words. */
    public CommandLine ppNumber(String field, String name) {
        Token whole = Token.interfaceName(field, name);
        return with(Stream.of(Token.keyword("pp"), Token.keyword(whole.word().substring(2))));
    }

    /** 8 to 64 letters and digits. */
    public CommandLine preSharedKey(String field, Secret key) {
        return with(Token.preSharedKey(field, key));
    }

    /** A word that the router itself has said, to be said back. */
    public CommandLine fromRouter(String field, String word) {
        return with(Token.fromRouter(field, word, false));
    }

    CommandLine with(Token token) {
        return with(Stream.of(token));
    }

    private CommandLine with(Stream<Token> more) {
        List<Token> all = new ArrayList<>(tokens);
        more.forEach(all::add);
        return new CommandLine(all);
    }

    /**
     * What is sent, secrets in clear.
     *
     * @throws IllegalStateException when something in it is not known
     * @throws UnsafeValueException when it is too long for the router
     */
    public String text() {
        String text = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
        int length = text.getBytes(StandardCharsets.US_ASCII).length;
        if (length > LONGEST) {
            throw new UnsafeValueException(
                    shortName(), "a line of up to " + LONGEST + " characters", length + " characters");
        }
        return text;
    }

    /** For people; {@code secrets} in clear only where they asked for it. */
    public String shown(boolean secrets) {
        return tokens.stream().map(token -> token.shown(secrets)).collect(Collectors.joining(" "));
    }

    /** Whether there is something in it that only the router may read. */
    public boolean holdsSecret() {
        return tokens.stream().anyMatch(token -> token.kind() == Token.Kind.SECRET);
    }

    /** What the router said of this command, without the command's secrets should it quote them. */
    public String maskIn(String said) {
        String masked = said;
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.SECRET) {
                masked = masked.replace(token.word(), Secret.MASK);
            }
        }
        return masked;
    }

    /** Words without quotes, secrets in clear. */
    List<String> words() {
        return tokens.stream().map(Token::word).toList();
    }

    private String shortName() {
        return tokens.stream().limit(4).map(token -> token.shown(false)).collect(Collectors.joining(" "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandLine line && tokens.equals(line.tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    /** Masked. */
    @Override
    public String toString() {
        return shown(false);
    }
}
