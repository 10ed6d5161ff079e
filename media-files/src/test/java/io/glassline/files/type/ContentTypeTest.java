package io.glassline.files.type;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.media.MediaKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypeTest {

    private final ContentType types = new ContentType();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        # begins with (text, or hex after 0x)                  | type                        | kind     | run by browsers
          0xffd8ffe000104a46494600                             | image/jpeg                  | PICTURE  | no
          0x89504e470d0a1a0a0000000d49484452                   | image/png                   | PICTURE  | no
          GIF89a                                               | image/gif                   | PICTURE  | no
          0x524946461a00000057454250565038                     | image/webp                  | PICTURE  | no
          0x0000001c6674797068656963000000006d696631           | image/heic                  | PICTURE  | no
          0x4f676753000200000000000000000000000000000000000000000113 4f70757348656164 | application/ogg | SOUND | no
          #!AMR                                                | audio/amr                   | SOUND    | no
          %PDF-1.7                                             | application/pdf             | DOCUMENT | no
          <!DOCTYPE html><html><script>alert(1)</script>       | text/html                   | DOCUMENT | yes
          <svg xmlns="http://www.w3.org/2000/svg" onload="x"/> | image/svg+xml               | DOCUMENT | yes
          0x504b0304140000000800                               | application/zip             | DOCUMENT | no
          0x7f454c4602010100000000000000000002003e00           | application/x-executable    | PROGRAM  | no
          0xcafebabe00000041                                   | application/java-vm         | PROGRAM  | no
          #!/bin/sh                                            | application/x-sh            | PROGRAM  | no
          Hello, the lamp is out.                              | text/plain                  | DOCUMENT | no
        """)
    void isToldByContent(String begins, String type, MediaKind kind, String run) throws IOException {
        var bytes = begins.startsWith("0x")
                ? HexFormat.of().parseHex(begins.substring(2).replace(" ", ""))
                : begins.getBytes(ISO_8859_1);
        var found = types.typeOf(new ByteArrayInputStream(bytes));
        assertThat(found).isEqualTo(type);
        assertThat(MediaKind.of(found)).isEqualTo(kind);
        assertThat(MediaKind.isRunByBrowsers(found)).isEqualTo(run.equals("yes"));
    }
}
