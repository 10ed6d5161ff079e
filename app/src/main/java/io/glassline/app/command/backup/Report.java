package io.glassline.app.command.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.command.Environment;
import io.glassline.app.command.backup.Restore.Restored;
import io.glassline.app.command.rules.Refused;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What these commands print: one JSON object.
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Report(PrintStream out) {
        this.out = out;
    }

    /// From here on whatever else is printed, such as a line of the log, goes to stderr.
    static Report begin() {
        var report = new Report(System.out);
        System.setOut(System.err);
        return report;
    }

    Report with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    Report with(Restored restored) {
        var log = restored.log();
        return with("begun", restored.manifest().begun())
                .with("snapshot", restored.manifest().snapshot())
                .with("tables", restored.manifest().tables().size())
                .with("rows", restored.rows())
                .with("files", restored.files())
                .with("log", log.origin())
                .with("logSize", log.size())
                .with("logRoot", log.root())
                .with("logHolds", log.faults().isEmpty())
                .with("logFaults", log.faults())
                .with("logEntriesMissing", log.missing())
                .with("erasedAgain", restored.erasedAgain())
                .with("erasuresHeld", restored.held());
    }

    void print() {
        try {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What the variables say, or a refusal with everything that is wrong with them.
    static <T> T told(Function<Environment, Optional<T>> asked) {
        List<String> problems = new ArrayList<>();
        return asked.apply(Environment.system(problems))
                .orElseThrow(() -> new Refused(String.join(System.lineSeparator(), problems)));
    }
}
