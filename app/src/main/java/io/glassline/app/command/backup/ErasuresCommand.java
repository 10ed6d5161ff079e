package io.glassline.app.command.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.app.command.Environment;
import io.glassline.app.command.rules.Refused;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.ErasedConversations;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Writes down who is erased, so that it can be done again in a database that was put back.
@Command(
        name = "erasures",
        description = "Writes the list of erasures that restore --erased does again.",
        footer = {
            "",
            "A line for each erasure, with the random ids of the conversations and subscriptions it was about; no address,",
            "no words. Run it often, and keep the file apart from the backups: a backup knows no erasure that came after",
            "it. The file is replaced when the new one is whole."
        },
        mixinStandardHelpOptions = true)
public final class ErasuresCommand implements Callable<Integer> {

    private static final int CONNECTIONS_MAX = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--to", required = true, paramLabel = "FILE", description = "where the list is kept")
    Path to = Path.of("");

    @Override
    public Integer call() {
        var report = Report.begin();
        var address = Report.told(Environment::databaseAlone);
        List<ErasedConversations.Erased> all;
        try (var database = Database.open(address.jdbcUrl(), address.user(), address.password(), CONNECTIONS_MAX)) {
            all = new ErasedConversations(database).all();
        }
        try {
            keep(all.stream().map(ErasuresCommand::line).collect(Collectors.joining()));
        } catch (IOException e) {
            throw new Refused("The list was not written to " + to + ": " + e.getMessage());
        }
        report.with("file", to.toString()).with("erasures", all.size()).print();
        return 0;
    }

    private static String line(ErasedConversations.Erased erased) {
        try {
            return JSON.writeValueAsString(Map.of("erasure", erased.erasure(), "ids", erased.ids())) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String lines) throws IOException {
        var fresh = to.resolveSibling(to.getFileName() + ".new");
        Files.writeString(fresh, lines, StandardCharsets.UTF_8);
        try (var written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
