package dev.ipsecsites.lab.cma;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** PoPs and allocated addresses (cato-api.md §3). */
final class PopOperations {
    private static final String SYSTEM = "SYSTEM";

    private final Cloud cloud;

    PopOperations(Cloud cloud) {
        this.cloud = cloud;
    }

    void mutations(BiConsumer<String, Operation> register) {
        register.accept("addAllocatedIp", this::add);
        register.accept("allocateIp", this::add);
        register.accept("removeAllocatedIp", this::remove);
        register.accept("releaseIp", this::remove);
        register.accept("updateAllocatedIpDescription", this::describe);
    }

    void queries(BiConsumer<String, Operation> register) {
        register.accept("popLocationList", this::pops);
        register.accept("allocatedIpList", this::addresses);
    }

    /** Also the way for the control interface to give an account an address. */
    AllocatedAddress allocate(Account account, PopLocation pop, @Nullable String ip, String description) {
        if (account.addresses.size() >= account.addressQuota) {
            throw new Refusal("The account has reached its limit of " + account.addressQuota + " allocated IPs");
        }
        String address = ip == null ? cloud.newAddress(pop) : ip;
        if (cloud.accounts().stream()
                .anyMatch(other -> other.addressByIp(address).isPresent())) {
            throw new Refusal("IP " + address + " is already allocated");
        }
        AllocatedAddress allocated =
                new AllocatedAddress(cloud.newId("address", 31_911), address, pop, description, SYSTEM);
        account.addresses.put(allocated.id(), allocated);
        return allocated;
    }

    private Object add(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        if (!SYSTEM.equals(input.text("type"))) {
            throw new Refusal("BYOIP is not enabled for the account");
        }
        if (!input.has("popLocation")) {
            throw new Refusal("popLocation is required for allocation type SYSTEM");
        }
        AllocatedAddress address = allocate(
                account,
                pop(input.object("popLocation")),
                null,
                requireNonNullElse(input.optionalText("description"), ""));
        account.audit(cloud.now(), caller, "CREATED", "AllocatedIp", address.id(), address.ip());
        return Map.of("allocatedIp", view(account, address));
    }

    private PopLocation pop(Input reference) {
        String wanted = reference.text("input");
        return ("NAME".equals(reference.textOr("by", "ID")) ? cloud.popByName(wanted) : cloud.pop(wanted))
                .orElseThrow(() -> new Refusal("PoP location [" + wanted + "] is not found"));
    }

    private Object remove(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        AllocatedAddress address = ofType(account, input);
        boolean used = account.sites.values().stream()
                .flatMap(site -> site.destinations.values().stream())
                .anyMatch(destination -> address.id().equals(destination.addressId()));
        if (used && cloud.settings().refuseRemovalOfUsedAddress()) {
            throw new Refusal("IP " + address.ip() + " is in use by an IPsec site");
        }
        account.addresses.remove(address.id());
        account.audit(cloud.now(), caller, "DELETED", "AllocatedIp", address.id(), address.ip());
        return Map.of("allocatedIp", view(account, address));
    }

    private static AllocatedAddress ofType(Account account, Input input) {
        String ip = input.text("ip");
        return account.addressByIp(ip)
                .filter(address -> address.type().equals(input.textOr("type", address.type())))
                .orElseThrow(() -> new Refusal("Allocated IP [" + ip + "] of type "
                        + requireNonNullElse(input.optionalText("type"), SYSTEM) + " is not found"));
    }

    private Object describe(Account account, ApiKey caller, Input arguments) {
        Input input = arguments.object("input");
        AllocatedAddress address = ofType(account, input).described(input.text("description"));
        account.addresses.put(address.id(), address);
        account.audit(cloud.now(), caller, "MODIFIED", "AllocatedIp", address.id(), address.ip());
        return Map.of("allocatedIp", view(account, address));
    }

    private Map<String, Object> view(Account account, AllocatedAddress address) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", cloud.settings().distinctAddressIds() ? "9" + address.id() : address.id());
        view.put("account", Map.of("id", account.id, "name", account.name));
        view.put("ip", address.ip());
        view.put(
                "popLocation",
                Map.of("id", address.pop().id(), "name", address.pop().name()));
        view.put("allocationType", address.type());
        view.put("description", address.description());
        view.put("subnet", null);
        view.put("state", null);
        return view;
    }

    private Object pops(Account account, ApiKey caller, Input arguments) {
        Input filter = arguments.optionalObject("input").orElse(new Input(Map.of()));
        List<Map<String, Object>> items = cloud.pops().stream()
                .filter(pop -> matches(filter, "id", pop.id()::equals))
                .filter(pop -> matches(filter, "name", pop.name()::equals))
                .filter(pop -> matches(filter, "isPrivate", "false"::equals))
                .filter(pop -> filter.optionalObject("country")
                        .map(country ->
                                matchesReference(country, pop.countryCode(), Geography.countryName(pop.countryCode())))
                        .orElse(true))
                .map(PopOperations::popView)
                .toList();
        return Map.of("items", items);
    }

    private static Map<String, Object> popView(PopLocation pop) {
        return Map.of(
                "id", pop.id(),
                "name", pop.name(),
                "displayName", pop.displayName(),
                "country", Map.of("id", pop.countryCode(), "name", Geography.countryName(pop.countryCode())),
                "isPrivate", false,
                "cloudInterconnect", List.of());
    }

    private Object addresses(Account account, ApiKey caller, Input arguments) {
        Input filter = arguments
                .optionalObject("input")
                .flatMap(input -> input.optionalObject("filter"))
                .orElse(new Input(Map.of()));
        String search = filter.optionalObject("global")
                .map(global -> global.text("search"))
                .orElse("");
        List<Map<String, Object>> found = account.addresses.values().stream()
                .filter(address -> matches(filter, "allocatedIp", address.ip()::equals))
                .filter(address -> matches(filter, "description", address.description()::equals))
                .filter(address -> matches(filter, "allocationType", address.type()::equals))
                .filter(address -> matches(filter, "account", account.id::equals))
                .filter(address -> filter.optionalObject("popLocation")
                        .map(pop -> matchesReference(
                                pop, address.pop().id(), address.pop().name()))
                        .orElse(true))
                .filter(address -> (address.ip() + " " + address.description() + " "
                                + address.pop().name())
                        .contains(search))
                .map(address -> view(account, address))
                .filter(view -> matches(
                        filter, "id", Objects.requireNonNull(view.get("id")).toString()::equals))
                .toList();
        return Map.of("allocatedIp", found, "paging", Map.of("total", found.size()));
    }

    /** {@code eq}, {@code neq}, {@code in}, {@code nin} of one value. */
    private static boolean matches(Input filter, String field, Predicate<String> equal) {
        if (!filter.has(field)) {
            return true;
        }
        Input given = filter.object(field);
        return (!given.has("eq") || equal.test(given.text("eq")))
                && (!given.has("neq") || !equal.test(given.text("neq")))
                && (!given.has("in") || given.texts("in").stream().anyMatch(equal))
                && (!given.has("nin") || given.texts("nin").stream().noneMatch(equal));
    }

    private static boolean matchesReference(Input given, String id, String name) {
        Predicate<Input> equal =
                reference -> ("NAME".equals(reference.textOr("by", "ID")) ? name : id).equals(reference.text("input"));
        List<Input> in = new ArrayList<>(given.objects("in"));
        return (!given.has("eq") || equal.test(given.object("eq")))
                && (!given.has("neq") || !equal.test(given.object("neq")))
                && (!given.has("in") || in.stream().anyMatch(equal))
                && given.objects("nin").stream().noneMatch(equal);
    }
}
