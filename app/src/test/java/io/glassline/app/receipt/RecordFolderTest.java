package io.glassline.app.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFolderTest {

    private static final String RECORD = """
            {"channel":"sms","address":"+15550104477","exportedAt":"2026-03-02T08:00:00Z","logKey":"log+1+2",
             "conversations":[{"id":"c","account":"city-sms","openedAt":"2026-03-02T07:00:00Z","state":"closed","messages":[
               {"id":"m1","at":"2026-03-02T07:00:00Z","by":"citizen","standing":"provable","said":"<b>bins</b>?",
                "rule":"waste","because":"It asks about bins.","proof":"c2sp.org/tlog-proof@v1"},
               {"id":"m2","at":"2026-03-02T07:00:01Z","by":"bot","standing":"erased"}]}],
             "consents":[{"programme":"all","words":"STOP"}],"requests":[]}
            """;

    @TempDir
    Path folder;

    @Test
    void aPersonReadsItAProgramReadsItAndEachProofIsAFile() throws IOException {
        var to = folder.resolve("record");
        assertThat(new RecordFolder(to).write(new ObjectMapper().readTree(RECORD)))
                .isEqualTo(1);

        assertThat(to.resolve("proofs/1.tlog-proof")).hasContent("c2sp.org/tlog-proof@v1");
        assertThat(to.resolve("proofs/2.tlog-proof")).doesNotExist();
        assertThat(Files.readString(to.resolve("record.json"))).contains("proofs/1.tlog-proof", "<b>bins</b>?");
        assertThat(Files.readString(to.resolve("record.html")))
                .contains("&#60;b&#62;bins", "rule: waste. It asks about bins.", "erased", "STOP")
                .doesNotContain("<b>bins");
    }

    @Test
    void aFolderWithSomethingInItIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("other"), "");
        assertThatThrownBy(() -> new RecordFolder(folder)).hasMessageContaining("is not empty");
    }
}
