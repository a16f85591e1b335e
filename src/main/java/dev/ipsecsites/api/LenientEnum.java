package dev.ipsecsites.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an enum by its {@link WireValue}; what it doesn't know becomes the last constant, {@code UNRECOGNIZED}. An exception here
 * would stop the informer of the whole kind because of one object.
 */
final class LenientEnum extends StdDeserializer<Object> implements ContextualDeserializer {

    private static final long serialVersionUID = 1L;

    private final Class<?> type;

    LenientEnum() {
        this(Object.class);
    }

    private LenientEnum(Class<?> type) {
        super(type);
        this.type = type;
    }

    @Override
    public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        return new LenientEnum(context.getContextualType().getRawClass());
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getValueAsString("");
        parser.skipChildren();
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (constant instanceof WireValue value && value.wire().equals(text)) {
                return constant;
            }
        }
        return constants[constants.length - 1];
    }
}
