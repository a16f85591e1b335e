package dev.ipsecsites.lab.cma;

import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations that a document asks for, in Cato's sense: flat queries, and the fields below a namespace. */
final class OperationNames {
    private static final Set<String> NAMESPACES =
            Set.of("site", "sites", "popLocations", "popLocationMutations", "licensing");

    private final Document document;

    OperationNames(Document document) {
        this.document = document;
    }

    List<String> of(OperationDefinition operation) {
        List<String> names = new ArrayList<>();
        for (Field field : fields(operation.getSelectionSet())) {
            if (NAMESPACES.contains(field.getName())) {
                fields(field.getSelectionSet()).forEach(inner -> names.add(inner.getName()));
            } else {
                names.add(field.getName());
            }
        }
        return names.stream().filter(name -> !name.startsWith("__")).toList();
    }

    private List<Field> fields(@Nullable SelectionSet set) {
        List<Field> fields = new ArrayList<>();
        if (set == null) {
            return fields;
        }
        for (Selection<?> selection : set.getSelections()) {
            switch (selection) {
                case Field field -> fields.add(field);
                case InlineFragment inline -> fields.addAll(fields(inline.getSelectionSet()));
                case FragmentSpread spread ->
                    document.getDefinitionsOfType(FragmentDefinition.class).stream()
                            .filter(fragment -> fragment.getName().equals(spread.getName()))
                            .forEach(fragment -> fields.addAll(fields(fragment.getSelectionSet())));
                default -> throw new IllegalStateException("unknown selection " + selection);
            }
        }
        return fields;
    }
}
