package io.glassline.app.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One citizen's record as a folder of [RecordFiles].
public final class RecordFolder {

    private final Path folder;

    /// @throws IOException where the folder is there already with something in it, or cannot be made
    public RecordFolder(Path folder) throws IOException {
        this.folder = FreshFolder.made(folder);
    }

    /// @param export as [RecordExport] makes it
    /// @return how many proofs there are
    public int write(JsonNode export) throws IOException {
        var files = RecordFiles.of(export);
        Files.createDirectories(folder.resolve("proofs"));
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return (int) files.keySet().stream()
                .filter(path -> path.startsWith("proofs/"))
                .count();
    }
}
