package dev.ipsecsites.lab.cma;

import graphql.language.Document;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.Node;
import graphql.language.OperationDefinition;
import graphql.language.VariableReference;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.DocumentVisitor;
import graphql.validation.LanguageTraversal;
import graphql.validation.TraversalContext;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which variables an operation uses where null is not allowed, itself or in the fragments that it spreads. */
final class NonNullVariables {
    private final Document document;
    private final TraversalContext types;
    private final Set<String> found = new HashSet<>();
    private final Set<String> spread = new HashSet<>();

    NonNullVariables(GraphQLSchema schema, Document document) {
        this.document = document;
        types = new TraversalContext(schema);
    }

    Set<String> of(OperationDefinition operation) {
        walk(operation);
        return found;
    }

    private void walk(Node<?> definition) {
        Set<String> next = new HashSet<>();
        new LanguageTraversal().traverse(definition, new DocumentVisitor() {
            @Override
            public void enter(Node node, List<Node> path) {
                types.enter(node, path);
                if (node instanceof VariableReference variable
                        && GraphQLTypeUtil.isNonNull(Objects.requireNonNull(types.getInputType()))) {
                    found.add(variable.getName());
                } else if (node instanceof FragmentSpread fragment && spread.add(fragment.getName())) {
                    next.add(fragment.getName());
                }
            }

            @Override
            public void leave(Node node, List<Node> path) {
                types.leave(node, path);
            }
        });
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
                .filter(fragment -> next.contains(fragment.getName()))
                .forEach(this::walk);
    }
}
