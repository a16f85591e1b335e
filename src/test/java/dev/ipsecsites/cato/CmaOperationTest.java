package dev.ipsecsites.cato;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.GraphQLError;
import graphql.language.Document;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every document against what Cato publishes. */
class CmaOperationTest {
    /** In the schema since summer 2026, after the introspection of March was taken (cato-api.md §9). */
    private static final Set<CmaOperation> NEWER = EnumSet.of(
            CmaOperation.ADD_ALLOCATED_IP, CmaOperation.REMOVE_ALLOCATED_IP, CmaOperation.NETWORK_RANGE_LIST);

    @Test
    void everyDocumentIsValidInTheSchemaThatCatoPublished() throws Exception {
        GraphQLSchema schema = schema("cato-introspection.graphql");
        for (CmaOperation operation : EnumSet.complementOf(EnumSet.copyOf(NEWER))) {
            assertThat(problems(schema, operation)).as(operation.field()).isEmpty();
        }
    }

    @Test
    void everyDocumentIsValidInTheNewestSchema() throws Exception {
        GraphQLSchema schema = schema("cato-ipsec-subset.graphql");
        for (CmaOperation operation : CmaOperation.values()) {
            assertThat(problems(schema, operation)).as(operation.field()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(CmaOperation.class)
    void aDocumentHoldsOneOperationNamedLikeItsField(CmaOperation operation) {
        Document document = Parser.parse(operation.document());
        assertThat(document.getDefinitions()).hasSize(1);
        assertThat(document.getFirstDefinitionOfType(graphql.language.OperationDefinition.class))
                .hasValueSatisfying(definition -> {
                    assertThat(definition.getName()).isEqualTo(operation.field());
                    assertThat(definition.getOperation().name().toLowerCase(Locale.ROOT))
                            .isEqualTo(operation.effect() == CmaOperation.Effect.NONE ? "query" : "mutation");
                });
    }

    @ParameterizedTest
    @EnumSource(CmaOperation.class)
    void whatMakesSomethingNewIsMarked(CmaOperation operation) {
        boolean adds = operation.field().startsWith("add") || operation.field().startsWith("allocateIp");
        assertThat(operation.effect() == CmaOperation.Effect.ADDS).isEqualTo(adds);
    }

    @Test
    void nothingSendsTranslatedSubnet() {
        for (CmaOperation operation : CmaOperation.values()) {
            assertThat(operation.document()).doesNotContain("translatedSubnet");
        }
    }

    private static GraphQLSchema schema(String name) throws Exception {
        Path file = Path.of("../shared/reference", name);
        assumeTrue(Files.exists(file), () -> "skipped: " + file + " is not here");
        return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse(Files.readString(file)));
    }

    private static List<String> problems(GraphQLSchema schema, CmaOperation operation) {
        return new Validator()
                .validateDocument(schema, Parser.parse(operation.document()), Locale.ENGLISH).stream()
                        .map(GraphQLError::getMessage)
                        .toList();
    }
}
