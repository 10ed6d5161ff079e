package io.glassline.declared.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.LinkedHashMap;
import java.util.Map;

/// What expressions see in each place of a channel file. Secrets are seen where a request is written, and never where
/// a call is read: what a provider sends cannot carry one away.
public enum Variables {
    /// `body` is the whole call, decoded; `item` is one event of it, `part` one piece of an event; `n` counts pieces.
    RECEIVE(with(
            Map.of(
                    "body", SimpleType.DYN,
                    "item", SimpleType.DYN,
                    "part", SimpleType.DYN,
                    "n", SimpleType.INT,
                    "query", Types.TEXTS,
                    "header", Types.TEXTS),
            Types.ACCOUNT)),
    /// `message` is the part that goes out: see the page on declaring a channel.
    SEND(with(
            Map.of(
                    "message", Types.VALUES,
                    "callback", SimpleType.STRING,
                    "token", SimpleType.STRING,
                    "secret", Types.TEXTS),
            Types.ACCOUNT)),
    /// `status` is the number of the provider's answer, `answer` its body, decoded.
    ANSWER(with(
            Map.of(
                    "status", SimpleType.INT,
                    "answer", SimpleType.DYN,
                    "header", Types.TEXTS,
                    "message", Types.VALUES),
            Types.ACCOUNT));

    private final Map<String, CelType> types;

    Variables(Map<String, CelType> types) {
        this.types = types;
    }

    Map<String, CelType> types() {
        return types;
    }

    private static Map<String, CelType> with(Map<String, CelType> some, Map<String, CelType> more) {
        var all = new LinkedHashMap<>(some);
        all.putAll(more);
        return Map.copyOf(all);
    }

    private static final class Types {

        static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);
        static final CelType VALUES = MapType.create(SimpleType.STRING, SimpleType.DYN);
        static final Map<String, CelType> ACCOUNT = Map.of("account", TEXTS, "setting", TEXTS);
    }
}
