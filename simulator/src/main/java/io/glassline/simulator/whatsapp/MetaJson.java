package io.glassline.simulator.whatsapp;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/// JSON as Meta writes it.
final class MetaJson {

    private static final ObjectMapper AS_META = new ObjectMapper(new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .characterEscapes(new SlashesToo())
            .build());

    private MetaJson() {}

    /// Meta's raw bytes: everything beyond ASCII as `\` + `uXXXX` in lower case, and `/` as `\/`. Whoever checks
    /// the signature over JSON that was parsed and written again fails on exactly the messages with accents.
    static byte[] bytes(Object value) {
        try {
            return AS_META.writeValueAsBytes(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static final class SlashesToo extends CharacterEscapes {

        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            var codes = standardAsciiEscapesForJSON();
            codes['/'] = ESCAPE_CUSTOM;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return character == '/' ? new SerializedString("\\/") : null;
        }
    }
}
