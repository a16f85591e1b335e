package dev.ipsecsites.lab.cma;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The scalars of Cato's schema: text or number as JSON carries it, with a check of the form on the way in. */
final class WireScalars {
    private static final String LABEL = "[^:]+:";

    private WireScalars() {}

    static List<GraphQLScalarType> all(Clock clock) {
        return List.of(
                text("IPAddress", Ipv4Range::isAddress),
                text("IPRange", WireScalars::isRange),
                // Accepts "label:CIDR" because networkRanges does (cato-api.md §2.2); the other users refuse it in the
                // resolver.
                text(
                        "IPSubnet",
                        s -> Ipv4Range.parse(s.replaceFirst("^" + LABEL, "")).isPresent()),
                text("NetworkSubnet", s -> Ipv4Range.parse(s).isPresent()),
                text("DateTime", s -> true),
                text("TimeFrame", s -> TimeFrame.parse(s, clock.instant()).isPresent()),
                text("Fqdn", s -> s.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")),
                number("Asn16", 1, 65_535),
                number("Asn32", 1, 4_294_967_295L),
                number("Vlan", 1, 4_094),
                scalar("Map", value -> value instanceof Map));
    }

    static boolean isLabelled(String subnet) {
        return subnet.matches(LABEL + ".*");
    }

    private static boolean isRange(String text) {
        String[] ends = text.split("-", -1);
        return ends.length == 2
                && Ipv4Range.isAddress(ends[0])
                && Ipv4Range.isAddress(ends[1])
                && Ipv4Range.toLong(ends[0]) <= Ipv4Range.toLong(ends[1]);
    }

    private static GraphQLScalarType text(String name, Predicate<String> form) {
        return scalar(name, value -> value instanceof String text && form.test(text));
    }

    private static GraphQLScalarType number(String name, long min, long max) {
        return scalar(
                name,
                value -> value instanceof Number number
                        && number.doubleValue() == number.longValue()
                        && number.longValue() >= min
                        && number.longValue() <= max);
    }

    private static GraphQLScalarType scalar(String name, Predicate<Object> form) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new Checked(name, form))
                .build();
    }

    private record Checked(String name, Predicate<Object> form) implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object value, GraphQLContext context, Locale locale) {
            return value;
        }

        @Override
        public Object parseValue(Object value, GraphQLContext context, Locale locale) {
            if (!form.test(value)) {
                throw new CoercingParseValueException(value + " is not a valid " + name);
            }
            return value;
        }

        @Override
        public Object parseLiteral(
                Value<?> literal, CoercedVariables variables, GraphQLContext context, Locale locale) {
            Object value = plain(literal);
            if (value == null || !form.test(value)) {
                throw new CoercingParseLiteralException(value + " is not a valid " + name);
            }
            return value;
        }

        @Override
        public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
            return StringValue.of(value.toString());
        }

        private static @Nullable Object plain(Value<?> literal) {
            return switch (literal) {
                case StringValue text -> text.getValue();
                case IntValue number -> number.getValue();
                case BooleanValue bool -> bool.isValue();
                case ObjectValue object ->
                    Map.of("fields", object.getObjectFields().size());
                case NullValue ignored -> null;
                default -> null;
            };
        }
    }
}
