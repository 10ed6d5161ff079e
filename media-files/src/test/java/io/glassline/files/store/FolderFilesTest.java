package io.glassline.files.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.media.StoredFile;
import io.glassline.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Message.Id LAMP = new Message.Id(UUID.fromString("ab000000-0000-0000-0000-000000000001"));
    private static final Message.Id OTHER = new Message.Id(UUID.fromString("ab000000-0000-0000-0000-000000000002"));

    @TempDir
    Path folder;

    private FolderFiles files;

    @BeforeEach
    void open() throws IOException {
        files = new FolderFiles(folder.resolve("media"), () -> NOW);
    }

    @Test
    void whatIsKeptIsThereUnderItsDigestForEveryNode() throws IOException {
        var file = keep(LAMP, "a lamp");
        assertThat(file)
                .isEqualTo(new StoredFile(
                        "c7916eee76e233584c29ead053c1d822bbbe765f4518fabd0014271559eca899", "image/jpeg", 6));
        assertThat(keep(LAMP, "a lamp")).isEqualTo(file);

        var anotherNode = new FolderFiles(folder.resolve("media"), () -> NOW);
        try (var in = anotherNode.open(LAMP, file.digest())) {
            assertThat(in.readAllBytes()).isEqualTo("a lamp".getBytes(UTF_8));
        }
        assertThat(names()).containsExactly("ab/" + LAMP + "/" + file.digest());
    }

    @Test
    void whatIsNotKeptLeavesNothing() throws IOException {
        try (var draft = files.draft(LAMP)) {
            draft.out().write(1);
            try (var written = draft.written()) {
                assertThat(written.readAllBytes()).containsExactly(1);
            }
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void erasingOneMessageLeavesAnotherWithTheSamePicture() throws IOException {
        var file = keep(LAMP, "a lamp");
        keep(OTHER, "a lamp");
        files.deleteAll(LAMP);
        files.deleteAll(LAMP);

        assertThatThrownBy(() -> files.open(LAMP, file.digest())).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("ab/" + OTHER + "/" + file.digest());
        files.delete(OTHER, file.digest());
        files.delete(OTHER, file.digest());
        assertThat(names()).isEmpty();
    }

    @Test
    void whatAKilledNodeLeftIsDeletedAfterAnHour() throws IOException {
        var left = folder.resolve("media/incoming/left.part");
        var underWay = folder.resolve("media/incoming/under-way.part");
        Files.writeString(left, "half");
        Files.writeString(underWay, "half");
        Files.setLastModifiedTime(left, FileTime.from(NOW.minus(Duration.ofMinutes(61))));
        Files.setLastModifiedTime(underWay, FileTime.from(NOW.minus(Duration.ofMinutes(59))));
        files.deleteLeftBehind();
        assertThat(names()).containsExactly("incoming/under-way.part");
    }

    @Test
    void nobodyElseMayReadThem() throws IOException {
        var file = keep(LAMP, "a lamp");
        var at = folder.resolve("media/ab/" + LAMP + "/" + file.digest());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("media"))))
                .isEqualTo("rwx------");
    }

    private StoredFile keep(Message.Id message, String content) throws IOException {
        try (var draft = files.draft(message)) {
            draft.out().write(content.getBytes(UTF_8));
            return draft.keep("image/jpeg");
        }
    }

    private List<String> names() throws IOException {
        try (var walked = Files.walk(folder.resolve("media"))) {
            return walked.filter(Files::isRegularFile)
                    .map(file -> folder.resolve("media").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
