package io.glassline.bench.speed;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// What it costs that a channel is YAML: the same signed posts to the built-in text channel and to one that declares
/// it.
@Command(
        name = "declared",
        description = "The accept path of a channel that is YAML against the built-in one of the same calls.",
        mixinStandardHelpOptions = true)
public final class DeclaredCommand extends Measurement implements Callable<Integer> {

    private static final int CONNECTIONS = 256;
    private static final String BUILT_IN = "built in";
    private static final String DECLARED = "declared in YAML";

    private static final double SHARE_FLOOR = 0.7;
    private static final double SHARE_AMBITION = 0.9;

    @Override
    String name() {
        return "declared";
    }

    @Override
    public Integer call() {
        var report = new Report("A channel that is declared, against a built-in one", how());
        try (var servers = Servers.start()) {
            report.line("");
            report.line(Machine.described(servers));
            var contenders = new Contenders(servers, flags());
            try (var builtIn = contenders.acceptOnly(BUILT_IN, servers.database("accept_built_in"));
                    var declared = contenders.acceptDeclared(DECLARED, servers.database("accept_declared"))) {
                var race = new Race(servers, CONNECTIONS);
                race.enter(builtIn, Contenders.posts(SignedPosts.ACCOUNT_PATH));
                race.enter(declared, Contenders.posts(SignedPosts.ACCOUNT_PATH));
                race.run(quick, rounds(), roundLasting());
                report.line("");
                report.line(("Accept alone, closed loop, %d connections, %d rounds of %d s, %s. The same forms of"
                                + " Twilio's, proven by the same signature.")
                        .formatted(CONNECTIONS, rounds(), roundLasting().toSeconds(), warmth()));
                race.tell(report, BUILT_IN);
                report.line("");
                report.target(
                        "a declared channel as a share of the built-in one",
                        race.ratio(DECLARED, BUILT_IN).median(),
                        SHARE_FLOOR,
                        SHARE_AMBITION);
            }
        }
        report.write(outFile());
        return 0;
    }
}
