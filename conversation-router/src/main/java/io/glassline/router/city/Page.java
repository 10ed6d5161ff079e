package io.glassline.router.city;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.config.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/// One YAML file of the city, and where its mistakes are noted.
record Page(String file, List<Problem> problems) {

    /// The file's top mapping, or empty when there is none to read; why is then among the problems.
    static Optional<Block> read(Path folder, String file, List<Problem> problems) {
        var page = new Page(file, problems);
        try {
            return page.top(Files.readString(folder.resolve(file), UTF_8));
        } catch (CharacterCodingException e) {
            page.wrong(0, "", "the file is not UTF-8; save it as UTF-8");
        } catch (NoSuchFileException e) {
            page.wrong(0, "", "the file is missing");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.empty();
    }

    private Optional<Block> top(String text) {
        try {
            var node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (node instanceof MappingNode mapping) {
                return Optional.of(new Block(this, "", mapping));
            }
            wrong(1, "", node == null ? "the file is empty" : "the file must be keys with values, such as name: value");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            wrong(
                    mark == null ? 0 : mark.getLine() + 1,
                    "",
                    "this is not YAML: %s%s"
                            .formatted(e.getProblem(), mark == null ? "" : " in column " + (mark.getColumn() + 1)));
        } catch (YAMLException e) {
            wrong(
                    0,
                    "",
                    "this is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return Optional.empty();
    }

    void wrong(int line, String path, String says) {
        problems.add(new Problem(file, line, path, says));
    }

    void wrong(Node node, String path, String says) {
        wrong(node.getStartMark().getLine() + 1, path, says);
    }
}
