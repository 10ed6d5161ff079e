package io.glassline.app.command.citizen;

import io.glassline.app.command.rules.Refused;
import io.glassline.app.command.rules.RunningNode;
import io.glassline.app.receipt.FreshFolder;
import io.glassline.console.WrittenId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Writes what is given out for a request into a folder.
@Command(
        name = "export",
        description = "Writes what is given out for a request into a folder: pages, tables, files, proofs.",
        footer = {"", "Nothing is given out before every piece has a decision. `verify records DIR` checks the folder."
        },
        mixinStandardHelpOptions = true)
public final class RecordsExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "the id of the request, as its page's address has it")
    String id = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "a folder that is not there, or empty")
    Path to = Path.of("");

    @Mixin
    RunningNode node = new RunningNode();

    @Override
    public Integer call() {
        if (WrittenId.of(id).isEmpty()) {
            throw new Refused("\"" + id + "\" is no id of a request.");
        }
        try {
            var folder = FreshFolder.made(to);
            var files = node.post("/records-requests/" + id + "/export", zip -> unpacked(zip, folder));
            System.out.printf("%s: %d files%n", folder, files);
            return 0;
        } catch (IOException e) {
            throw new Refused("The records cannot be written: " + e.getMessage());
        }
    }

    private static int unpacked(InputStream packed, Path folder) throws IOException {
        var files = 0;
        try (var zip = new ZipInputStream(packed)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder.normalize())) {
                    throw new IOException("a file leads out of the folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                files++;
            }
        }
        return files;
    }
}
