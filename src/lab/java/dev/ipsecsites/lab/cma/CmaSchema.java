package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNull;

import graphql.GraphQL;
import graphql.TypeResolutionEnvironment;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The published schema bound to the operations. Two forms: today's, and that of an account on an older rollout. */
final class CmaSchema {
    /** Key of the request's {@link ApiKey} in the execution's context. */
    static final String CALLER = "caller";

    private static final List<String> FILES = List.of(
            "scalars",
            "roots",
            "ipsec-site",
            "site-details",
            "network-ranges",
            "pop-locations",
            "entity-lookup",
            "account-snapshot",
            "account-metrics",
            "feeds",
            "bgp",
            "licensing",
            "references");

    /** Read once: that takes longer than a simulator does to start. */
    private static final Document DEFINITIONS = Parser.parse(ParserEnvironment.newParserEnvironment()
            .document(sdl())
            .parserOptions(ParserOptions.getDefaultSdlParserOptions())
            .build());

    /** Unknown to an account on an older rollout (cato-api.md §3.2, §6.8). */
    private static final Set<String> NEWER = Set.of(
            "addAllocatedIp",
            "removeAllocatedIp",
            "createNetworkRangeBulk",
            "updateNetworkRangeBulk",
            "deleteNetworkRangeBulk",
            "updateSiteNetworkRanges",
            "createBgpPeerBulk",
            "updateBgpPeerBulk",
            "deleteBgpPeerBulk",
            "networkRangeList",
            "networkRange");

    private final Cloud cloud;
    private final Statistics statistics;
    private final SnapshotView snapshot;
    private final Metrics metrics;
    private final RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();

    CmaSchema(Cloud cloud, TunnelStates states, Statistics statistics, Clock clock) {
        this.cloud = cloud;
        this.statistics = statistics;
        this.snapshot = new SnapshotView(cloud);
        this.metrics = new Metrics(cloud, snapshot);
        WireScalars.all(clock).forEach(wiring::scalar);
        namespaces();
        SiteOperations sites = new SiteOperations(cloud, states);
        TunnelOperations tunnels = new TunnelOperations(cloud, states);
        RangeOperations ranges = new RangeOperations(cloud);
        BgpOperations bgp = new BgpOperations(cloud);
        LicenseOperations licenses = new LicenseOperations(cloud);
        PopOperations pops = new PopOperations(cloud);
        BiConsumer<String, Operation> siteMutation = mutation("SiteMutations");
        sites.mutations(siteMutation);
        tunnels.mutations(siteMutation);
        ranges.mutations(siteMutation);
        bgp.mutations(siteMutation);
        licenses.mutations(siteMutation);
        pops.mutations(mutation("PopLocationMutations"));
        sites.queries(query("SiteQueries"));
        ranges.queries(query("SiteQueries"));
        bgp.queries(query("SiteQueries"));
        pops.queries(query("PopLocationQueries"));
        licenses.queries(query("LicensingQueries"));
        new EntityLookup(cloud).queries(this::flatQuery);
        snapshot.queries(this::flatQuery);
        metrics.queries(this::flatQuery);
        feeds();
        nested();
        abstractTypes();
    }

    GraphQL today() {
        return build(registry());
    }

    GraphQL older() {
        TypeDefinitionRegistry registry = registry();
        for (String type : List.of("SiteMutations", "SiteQueries", "PopLocationMutations")) {
            ObjectTypeDefinition definition = registry.getTypeOrNull(type, ObjectTypeDefinition.class);
            List<FieldDefinition> kept = requireNonNull(definition).getFieldDefinitions().stream()
                    .filter(field -> !NEWER.contains(field.getName()))
                    .toList();
            registry.remove(definition);
            registry.add(definition.transform(builder -> builder.fieldDefinitions(kept)));
        }
        return build(registry);
    }

    private GraphQL build(TypeDefinitionRegistry registry) {
        return GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(registry, wiring.build()))
                .defaultDataFetcherExceptionHandler(handler())
                // The endpoint has parsed and validated already.
                .preparsedDocumentProvider(
                        (input, parse) -> CompletableFuture.completedFuture(new PreparsedDocumentEntry(
                                requireNonNull(input.getGraphQLContext().<Document>get(Document.class)))))
                .build();
    }

    /** A registry can be changed, the definitions in it can't. */
    private static TypeDefinitionRegistry registry() {
        return new SchemaParser().buildRegistry(DEFINITIONS);
    }

    /** All of the schema's text. */
    static String sdl() {
        return String.join("\n", FILES.stream().map(CmaSchema::sdl).toList());
    }

    private static String sdl(String file) {
        try (InputStream in = CmaSchema.class.getResourceAsStream("schema/" + file + ".graphqls")) {
            return new String(requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void namespaces() {
        DataFetcher<Object> account = environment -> account(environment, environment.getArgument("accountId"));
        wiring.type(
                "Query",
                type -> type.dataFetchers(Map.of("site", account, "popLocations", account, "licensing", account)));
        wiring.type(
                "Mutation",
                type -> type.dataFetchers(Map.of("site", account, "sites", account, "popLocationMutations", account)));
    }

    private Account account(DataFetchingEnvironment environment, @Nullable Object id) {
        ApiKey caller = caller(environment);
        String wanted = id == null ? caller.accountId() : id.toString();
        if (!wanted.equals(caller.accountId())) {
            throw Refusal.permissionDenied();
        }
        return cloud.locked(() -> cloud.account(wanted).orElseThrow(Refusal::permissionDenied));
    }

    private static ApiKey caller(DataFetchingEnvironment environment) {
        return requireNonNull(environment.getGraphQlContext().<ApiKey>get(CALLER));
    }

    private BiConsumer<String, Operation> mutation(String type) {
        return (name, operation) -> register(type, name, environment -> {
            ApiKey caller = caller(environment);
            if (!caller.edit()) {
                throw Refusal.permissionDenied();
            }
            Account account = requireNonNull(environment.<Account>getSource());
            Object answer = cloud.locked(() -> operation.run(account, caller, new Input(environment.getArguments())));
            statistics.applied(name);
            return answer;
        });
    }

    private BiConsumer<String, Operation> query(String type) {
        return (name, operation) -> register(type, name, environment -> {
            Account account = requireNonNull(environment.<Account>getSource());
            return cloud.locked(
                    () -> operation.run(account, caller(environment), new Input(environment.getArguments())));
        });
    }

    private void flatQuery(String name, Operation operation) {
        register("Query", name, environment -> {
            Input arguments = new Input(environment.getArguments());
            Account account = account(environment, accountId(environment, arguments));
            return cloud.locked(() -> operation.run(account, caller(environment), arguments));
        });
    }

    private static @Nullable String accountId(DataFetchingEnvironment environment, Input arguments) {
        String id = arguments.textOr("accountID", arguments.optionalText("id"));
        boolean anybody = "0".equals(id) && EntityLookup.isReference(String.valueOf(arguments.get("type")));
        return anybody ? caller(environment).accountId() : id;
    }

    private void register(String type, String field, DataFetcher<@Nullable Object> fetcher) {
        wiring.type(type, builder -> builder.dataFetcher(field, fetcher));
    }

    private void feeds() {
        Feeds feeds = new Feeds(cloud);
        register("Query", "eventsFeed", environment -> {
            Input arguments = new Input(environment.getArguments());
            List<Account> accounts = accounts(environment, arguments);
            return cloud.locked(() -> feeds.events(accounts, arguments));
        });
        register("Query", "auditFeed", environment -> {
            Input arguments = new Input(environment.getArguments());
            List<Account> accounts = accounts(environment, arguments);
            return cloud.locked(() -> feeds.audits(accounts, arguments));
        });
        DataFetcher<@Nullable Object> records = environment -> {
            Map<String, Object> source = requireNonNull(environment.<Map<String, Object>>getSource());
            return Feeds.chosen(
                    new Input(source)
                            .objects("records").stream().map(Input::values).toList(),
                    new Input(environment.getArguments()).texts("fieldNames"));
        };
        register("EventsFeedAccountRecords", "records", records);
        register("AuditFeedAccountRecords", "records", records);
    }

    private List<Account> accounts(DataFetchingEnvironment environment, Input arguments) {
        List<String> ids =
                arguments.texts("accountIDs").isEmpty() ? arguments.texts("ids") : arguments.texts("accountIDs");
        return ids.isEmpty()
                ? List.of(account(environment, null))
                : ids.stream().map(id -> account(environment, id)).toList();
    }

    private void nested() {
        register("AccountSnapshot", "sites", environment -> {
            Input arguments = new Input(environment.getArguments());
            List<String> wanted = arguments.has("siteIDs") ? arguments.texts("siteIDs") : arguments.texts("ids");
            Account account = account(environment, source(environment).get("id"));
            return cloud.locked(() -> snapshot.sites(account, wanted));
        });
        register("AccountSnapshot", "users", environment -> List.of());
        register("AccountMetrics", "sites", environment -> {
            List<String> wanted = new Input(environment.getArguments()).texts("siteIDs");
            Account account = account(environment, source(environment).get("id"));
            boolean grouped = Boolean.TRUE.equals(source(environment).get("groupDevices"));
            return cloud.locked(() -> metrics.sites(account, wanted, grouped));
        });
    }

    private static Map<String, Object> source(DataFetchingEnvironment environment) {
        return requireNonNull(environment.<Map<String, Object>>getSource());
    }

    private void abstractTypes() {
        TypeResolver tagged = environment -> environment
                .getSchema()
                .getObjectType(String.valueOf(object(environment).get("__type")));
        TypeResolver license = environment -> environment
                .getSchema()
                .getObjectType(
                        Objects.equals(object(environment).get("sku"), "CATO_IP_ADD")
                                ? "PublicIpsLicense"
                                : "SiteLicense");
        wiring.type("DegradedStatusArgs", type -> type.typeResolver(tagged));
        wiring.type("ObjectRef", type -> type.typeResolver(tagged));
        wiring.type("License", type -> type.typeResolver(license));
        wiring.type("QuantifiableLicense", type -> type.typeResolver(license));
    }

    private static Map<?, ?> object(TypeResolutionEnvironment environment) {
        return requireNonNull(environment.<Map<?, ?>>getObject());
    }

    /** Message and path of a refusal; anything else is Cato's "internal server error", its cause in our own log only. */
    private static DataFetcherExceptionHandler handler() {
        return parameters -> {
            Throwable cause = parameters.getException();
            GraphqlErrors.Failure failure = cause instanceof Refusal refusal
                    ? new GraphqlErrors.Failure(refusal.words(), parameters.getPath(), refusal.extensions())
                    : GraphqlErrors.internal(parameters.getPath(), cause);
            return CompletableFuture.completedFuture(
                    DataFetcherExceptionHandlerResult.newResult().error(failure).build());
        };
    }
}
