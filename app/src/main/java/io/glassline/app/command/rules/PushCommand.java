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
                "Version %s is %s. Next: rules replay --version %s --since 7d; rules approve %s (another person)%n",
                version.path("id").asText(),
                answer.path("known").asBoolean()
                        ? "known already (" + version.path("state").asText() + ")"
                        : "a draft now",
                version.path("id").asText(),
                version.path("id").asText());
        return 0;
    }
}
