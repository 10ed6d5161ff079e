package io.glassline.app.command.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.node.Adapters;
import io.glassline.kit.ChannelSource;
import io.glassline.kit.ChannelUnderTest;
import io.glassline.kit.Kit;
import io.glassline.kit.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks a channel all that every channel promises.
@Command(
        name = "test",
        description =
                "Asks a channel the questions of the conformance kit: a line a question. Exit code 1 if any failed.",
        mixinStandardHelpOptions = true)
final class ChannelTestCommand implements Callable<Integer> {

    private static final int NO_SUCH_CHANNEL = 2;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "the channel's kind, such as sms")
    String name = "";

    @Option(names = "--json", description = "print the report as JSON")
    boolean json;

    /// Where channels with a sample come from. The first that knows the name is asked.
    private static List<ChannelSource> sources() {
        return List.of(ChannelSource.of(Adapters.all(), ChannelTestCommand.class.getClassLoader()));
    }

    @Override
    public Integer call() throws Exception {
        Optional<ChannelUnderTest> channel = Optional.empty();
        for (var source : sources()) {
            channel = channel.isPresent() ? channel : source.channel(name);
        }
        if (channel.isEmpty()) {
            var known = sources().stream()
                    .flatMap(source -> source.names().stream())
                    .toList();
            spec.commandLine()
                    .getErr()
                    .println("no channel \"" + name + "\" with a sample of its calls; there are: "
                            + String.join(", ", known));
            return NO_SUCH_CHANNEL;
        }
        var report = Kit.ask(channel.get()).stream().map(ReportLine::of).toList();
        if (json) {
            System.out.println(new ObjectMapper()
                    .writeValueAsString(Map.of("channel", name, "holds", holds(report), "questions", report)));
        } else {
            print(report);
        }
        return holds(report) ? 0 : 1;
    }

    private static boolean holds(List<ReportLine> report) {
        return count(report, ReportLine.FAILED) == 0;
    }

    private static void print(List<ReportLine> report) {
        for (var line : report) {
            System.out.printf("%-14s %s: %s%n", line.verdict(), line.question(), line.sentence());
            if (!line.because().isEmpty()) {
                System.out.printf("%-14s   %s%n", "", line.because());
            }
        }
        System.out.printf(
                "%d questions: %d held, %d failed, %d do not apply%n",
                report.size(),
                count(report, ReportLine.HELD),
                count(report, ReportLine.FAILED),
                count(report, ReportLine.DOES_NOT_APPLY));
    }

    private static long count(List<ReportLine> report, String verdict) {
        return report.stream().filter(line -> line.verdict().equals(verdict)).count();
    }

    /// `because` is the counter-example, or why the question does not apply; empty where it held.
    private record ReportLine(String question, String sentence, String verdict, String because) {

        static final String HELD = "held";
        static final String FAILED = "FAILED";
        static final String DOES_NOT_APPLY = "does not apply";

        static ReportLine of(Kit.Asked asked) {
            var question = asked.question();
            return switch (asked.verdict().get()) {
                case Verdict.Held _ -> new ReportLine(question.name(), question.sentence(), HELD, "");
                case Verdict.Failed(var example) ->
                    new ReportLine(question.name(), question.sentence(), FAILED, example);
                case Verdict.DoesNotApply(var because) ->
                    new ReportLine(question.name(), question.sentence(), DOES_NOT_APPLY, because);
            };
        }
    }
}
