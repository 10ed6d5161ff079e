package io.glassline.app.command.rules;

import io.glassline.app.command.ConfigArgument;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes a folder to a running node as a draft, if it has no mistake and its cases hold.
@Command(
        name = "push",
        description = "Takes a folder to a running node as a draft. Nothing decides by it until it is activated.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {

    @Mixin
    ConfigArgument configured = new ConfigArgument();

    @Option(names = "--note", defaultValue = "", description = "what it is for, for who approves it")
    String note = "";

    @Option(names = "--json", description = "print the node's answer as JSON")
    boolean json;

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        var answer = node.post(
                "/configuration?note=" + RunningNode.encoded(note),
                new Folder(configured.folder()).files().toZip());
        if (json) {
            System.out.println(answer);
            return 0;
        }
        answer.path("warnings").forEach(warning -> System.out.println("warning: " + warning.asText()));
        var version = answer.path("version");
        System.out.printf(
                """
                Version %1$s is %2$s. Next:
                  rules replay --version %1$s --since 7d%3$s   what it would have done
                  rules shadow %1$s --share 10%%%3$s   what it would do now
                  rules approve %1$s%3$s   by another person
                """,
                version.path("id").asText(),
                answer.path("known").asBoolean()
                        ? "known already (" + version.path("state").asText() + ")"
                        : "a draft now",
                node.again());
        return 0;
    }
}
