package io.glassline.bench.peer.spring;

import io.glassline.bench.peer.TwilioProof;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Spring MVC with JdbcTemplate: one statement and one transaction for each message.
@RestController
class WebhookController {

    private final JdbcTemplate jdbc;

    WebhookController(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @PostMapping(
            path = "/channels/mvc",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = MediaType.TEXT_XML_VALUE)
    ResponseEntity<String> receive(
            @RequestHeader("X-Twilio-Signature") String signature, @RequestParam java.util.Map<String, String> fields) {
        var form = new TreeMap<>(fields);
        if (!TwilioProof.proves(signature, form)) {
            return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        }
        jdbc.update(TwilioProof.INSERT, form.get("MessageSid"), form.get("From"), form.get("To"), form.get("Body"));
        return ResponseEntity.ok("<Response/>");
    }
}
