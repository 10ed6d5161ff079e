package io.glassline.app.api;

import io.glassline.trial.Replay;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Examples of what a draft would do otherwise.
final class ExampleBody {

    private ExampleBody() {}

    static List<Map<String, Object>> all(List<Replay.Example> examples) {
        return examples.stream().map(ExampleBody::of).toList();
    }

    private static Map<String, Object> of(Replay.Example example) {
        var body = new LinkedHashMap<String, Object>();
        body.put("message", example.message());
        body.put("conversation", example.conversation());
        body.put("at", example.at());
        body.put("channel", example.channel());
        body.put("from", example.from());
        body.put("to", example.to());
        body.put("because", example.because());
        example.words().ifPresent(words -> body.put("words", words));
        return body;
    }

    static boolean haveWords(List<Replay.Example> examples) {
        return examples.stream().anyMatch(example -> example.words().isPresent());
    }
}
