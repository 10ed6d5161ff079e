package io.glassline.router.yaml;

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

/// A file with YAML in it, and where its mistakes are noted.
///
/// @param file its name, as it stands in a [Problem]
/// @param linesBefore how many lines of the file stand above the YAML
public record YamlFile(String file, int linesBefore, List<Problem> problems) {

    /// The top mapping of a file that is YAML, or empty when there is none to read; why is then among the problems.
    public static Optional<YamlBlock> read(Path folder, String file, List<Problem> problems) {
        return text(folder, file, problems).flatMap(text -> new YamlFile(file, 0, problems).top(text));
    }

    /// The top mapping of YAML that is a part of a file, likewise.
    public static Optional<YamlBlock> part(String file, String yaml, int linesBefore, List<Problem> problems) {
        return new YamlFile(file, linesBefore, problems).top(yaml);
    }

    /// The text of a file, or empty when it has none; why is then among the problems.
    ///
    /// @throws UncheckedIOException when a file that is there cannot be read at all
    public static Optional<String> text(Path folder, String file, List<Problem> problems) {
        try {
            return Optional.of(Files.readString(folder.resolve(file), UTF_8));
        } catch (CharacterCodingException e) {
            problems.add(new Problem(file, 0, "", "the file is not UTF-8; save it as UTF-8"));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(file, 0, "", "the file is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Optional.empty();
    }

    private Optional<YamlBlock> top(String text) {
        try {
            var node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            var tooMuch = node == null ? Optional.<String>empty() : YamlSize.mistake(node);
            if (tooMuch.isPresent()) {
                wrong(linesBefore + 1, "", tooMuch.get());
                return Optional.empty();
            }
            if (node instanceof MappingNode mapping) {
                return Optional.of(new YamlBlock(this, "", mapping));
            }
            wrong(
                    linesBefore + 1,
                    "",
                    node == null ? "the file is empty" : "the file must be keys with values, such as name: value");
        } catch (MarkedYAMLException e) {
            wrong(e);
        } catch (YAMLException e) {
            wrong(
                    0,
                    "",
                    "this is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return Optional.empty();
    }

    /// Of a quote or bracket that is never closed, the place where it opens.
    private void wrong(MarkedYAMLException e) {
        var isNeverClosed = e.getContextMark() != null && e.getProblem().contains("end of stream");
        var mark = isNeverClosed ? e.getContextMark() : e.getProblemMark();
        wrong(
                mark == null ? 0 : linesBefore + mark.getLine() + 1,
                "",
                "this is not YAML: %s%s"
                        .formatted(e.getProblem(), mark == null ? "" : " in column " + (mark.getColumn() + 1)));
    }

    /// Notes that something is wrong in line `line` of the file.
    public void wrong(int line, String path, String says) {
        problems.add(new Problem(file, line, path, says));
    }

    /// Notes the same, in a column that counts from 1.
    public void wrong(int line, int column, String path, String says) {
        problems.add(new Problem(file, line, column, path, says));
    }

    void wrong(Node node, String path, String says) {
        wrong(line(node), column(node), path, says);
    }

    static int column(Node node) {
        return node.getStartMark().getColumn() + 1;
    }

    /// YAML counts lines from 0 and does not see those above it.
    int line(Node node) {
        return linesBefore + node.getStartMark().getLine() + 1;
    }
}
