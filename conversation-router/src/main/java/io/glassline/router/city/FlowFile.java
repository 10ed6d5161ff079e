package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.flow.Flow;
import io.glassline.router.flow.Step;
import io.glassline.router.words.LocalText;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One file of `flows/`: a form.
final class FlowFile {

    private final Path folder;
    private final String file;
    private final List<Problem> problems;

    FlowFile(Path folder, String file, List<Problem> problems) {
        this.folder = folder;
        this.file = file;
        this.problems = problems;
    }

    Optional<Flow> read(
            List<Locale> languages,
            Set<String> queues,
            Map<String, LookupDefinition> lookups,
            ServiceDefinitions services) {
        var page = YamlFile.read(folder, file, problems);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        var block = page.get();
        var name = block.name("flow");
        var fileName = file.replaceFirst(".*/", "").replaceFirst("\\.yml$", "");
        if (!name.isEmpty() && !name.equals(fileName)) {
            block.wrong("flow", "the flow \"%s\" must stand in the file %s.yml".formatted(name, name));
        }
        var title = block.localText("title", languages, List.of(), List.of());
        var topic = block.text("topic");
        var isInCallMenu = block.isTrue("call-menu");
        var steps = new ArrayList<Step>();
        var reader = new StepReader(languages, queues, lookups, services);
        for (var step : block.blocks("steps")) {
            reader.read(step).ifPresent(steps::add);
            step.end();
        }
        if (block.has("steps") && steps.isEmpty()) {
            block.wrong("steps", "a flow needs a step");
        }
        block.end();
        // A flow with mistakes still has its name, so that the rules that send there are not blamed for it.
        return title.or(() -> Optional.of(new LocalText(
                        languages.getFirst(), Map.of(languages.getFirst().getLanguage(), fileName))))
                .map(text -> new Flow(fileName, text, topic, isInCallMenu, steps));
    }
}
