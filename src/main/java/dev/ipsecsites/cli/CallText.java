package dev.ipsecsites.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.ipsecsites.cato.CmaCall;
import dev.ipsecsites.ipsec.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A call to Cato as comment lines: operation, then its variables as JSON. */
final class CallText {
    private CallText() {}

    static List<String> of(CmaCall call, boolean secrets) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .registerModule(new SimpleModule().addSerializer(new SecretText(secrets)));
        List<String> lines = new ArrayList<>();
        lines.add("# " + call.operation());
        try {
            mapper.writeValueAsString(call.variables()).lines().forEach(line -> lines.add("#   " + line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("variables of " + call.operation() + " can't be written as JSON", e);
        }
        return lines;
    }

    private static final class SecretText extends StdSerializer<Secret> {
        private static final long serialVersionUID = 1L;

        private final boolean secrets;

        SecretText(boolean secrets) {
            super(Secret.class);
            this.secrets = secrets;
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(secrets ? secret.reveal() : Secret.MASK);
        }
    }
}
