package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.desk.CannedReply;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `replies.yml`: what agents write often, in every language. A city without the file has none.
final class RepliesFile {

    static final String NAME = "replies.yml";

    private static final String REPLIES = "replies";

    private final Path folder;
    private final List<Problem> problems;

    RepliesFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    List<CannedReply> read(List<Locale> languages) {
        if (!Files.exists(folder.resolve(NAME))) {
            return List.of();
        }
        var page = YamlFile.read(folder, NAME, problems);
        var replies = new ArrayList<CannedReply>();
        page.flatMap(file -> file.block(REPLIES)).ifPresent(block -> {
            for (var name : block.names()) {
                block.block(name)
                        .flatMap(reply -> reply(name, reply, languages))
                        .ifPresent(replies::add);
            }
        });
        page.ifPresent(YamlBlock::end);
        return replies;
    }

    private static Optional<CannedReply> reply(String name, YamlBlock block, List<Locale> languages) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            block.wrong("\"%s\" is not a name; use small letters, digits and hyphens".formatted(name));
        }
        var title = block.localText("title", languages, List.of(), List.of());
        var text = block.localText("text", languages, CannedReply.PLACES, List.of());
        block.end();
        return title.flatMap(named -> text.map(says -> new CannedReply(name, named, says)));
    }
}
