package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.router.city.CasesFile;
import io.glassline.router.trial.Cases;
import io.glassline.trial.CaseReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The cases beside a folder's rules.
@Command(
        name = "test",
        description = "Decides about each case beside the rules, and says which come out otherwise, and which rules"
                + " have none.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "the configuration folder (default: $GLASSLINE_CONFIG, or config)")
    @Nullable
    Path folder;

    @Option(names = "--json", description = "print the report as JSON")
    boolean json;

    @Override
    public Integer call() throws Exception {
        try {
            var at = Folder.named(folder);
            var city = at.city();
            var report = new Cases(Folder.bot(city)).run(CasesFile.cases(at.path(), city));
            if (json) {
                System.out.println(new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "holds", report.holds(), "cases", report.results(), "uncovered", report.uncovered())));
            } else {
                print(report);
            }
            return report.holds() ? 0 : 1;
        } catch (RunningNode.Refused e) {
            return RulesCommand.refused(e);
        }
    }

    private static void print(CaseReport report) {
        report.results().stream()
                .filter(result -> !result.holds())
                .forEach(result -> System.out.printf(
                        "%s:%d: \"%s\" is to be %s and is %s. %s%n",
                        result.file(),
                        result.line(),
                        result.name(),
                        result.expected(),
                        result.got(),
                        result.because()));
        if (!report.uncovered().isEmpty()) {
            System.out.println("No case is about: " + String.join(", ", report.uncovered()));
        }
        var red = report.results().stream().filter(result -> !result.holds()).count();
        System.out.printf("%d cases, %s%n", report.results().size(), red == 0 ? "all hold" : red + " do not hold");
    }
}
