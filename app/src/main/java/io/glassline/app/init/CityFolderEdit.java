package io.glassline.app.init;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.city.CityConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A city's folder, being added to. What was changed is read in a draft beside it first: on any mistake the
/// folder stays as it is.
final class CityFolderEdit {

    private final Path folder;
    private final SequencedMap<String, String> changed = new LinkedHashMap<>();

    CityFolderEdit(Path folder) {
        this.folder = folder;
    }

    /// The city as it stands in the folder.
    Parsed<CityConfig> city() {
        return CityConfig.read(folder, Adapters.forms(), PlaceholderVariables::value);
    }

    boolean has(String file) {
        return changed.containsKey(file) || Files.exists(folder.resolve(file));
    }

    /// A file's text, with what was changed in it.
    YamlText yaml(String file) {
        return new YamlText(text(file));
    }

    String text(String file) {
        try {
            var text = changed.get(file);
            return text == null ? Files.readString(folder.resolve(file), UTF_8).replace("\r\n", "\n") : text;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void put(String file, String text) {
        changed.put(file, text);
    }

    List<String> files() {
        return List.copyOf(changed.keySet());
    }

    /// Writes what was changed, if the folder is then without mistakes.
    ///
    /// @return the mistakes there would be; then nothing was changed
    List<Problem> write() {
        var draft = new DraftFolder(folder);
        try {
            switch (ConfigurationFiles.ofFolder(folder)) {
                case Parsed.Bad<ConfigurationFiles>(var problems) -> {
                    return problems;
                }
                case Parsed.Good<ConfigurationFiles>(var files) -> files.writeTo(draft.path());
            }
            writeTo(draft.path());
            if (CityConfig.read(draft.path(), Adapters.forms(), PlaceholderVariables::value)
                    instanceof Parsed.Bad<CityConfig>(var problems)) {
                return problems;
            }
            for (var file : changed.keySet()) {
                Files.createDirectories(folder.resolve(file).toAbsolutePath().getParent());
                Files.move(draft.path().resolve(file), folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            }
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + folder, e);
        } finally {
            draft.delete();
        }
    }

    private void writeTo(Path draft) throws IOException {
        for (var file : changed.entrySet()) {
            var path = draft.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue(), UTF_8);
        }
    }
}
