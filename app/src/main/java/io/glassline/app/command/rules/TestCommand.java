package io.glassline.app.command.rules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.command.ConfigArgument;
import io.glassline.router.city.CasesFile;
import io.glassline.router.trial.Cases;
import io.glassline.trial.CaseReport;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The cases beside a folder's rules.
@Command(
        name = "test",
        description = "Decides about each case beside the rules, and says which come out otherwise, and which rules"
                + " have none.",
        mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {

    @Mixin
    ConfigArgument configured = new ConfigArgument();

    @Option(names = "--json", description = "print the report as JSON")
    boolean json;

    @Override
    public Integer call() throws Exception {
        var at = new Folder(configured.folder());
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
