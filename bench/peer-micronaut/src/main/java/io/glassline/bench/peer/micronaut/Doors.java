package io.glassline.bench.peer.micronaut;

import static io.glassline.bench.peer.TwilioProof.field;

import io.glassline.bench.peer.TwilioProof;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/// Three doors into one server. All read the bytes as Glassline does: binding a form costs ten times as much, and what
/// is to be compared is what comes after.
@Controller
final class Doors {

    private static final String ANSWER = "<Response/>";

    private final GroupCommit groupCommit;
    private final DataSource database;

    Doors(GroupCommit groupCommit, DataSource database) {
        this.groupCommit = groupCommit;
        this.database = database;
    }

    /// Reads the bytes and answers, on the event loop. The ceiling.
    @Post("/bare")
    @Consumes(MediaType.ALL)
    @Produces(MediaType.TEXT_XML)
    String bare(@Body byte[] body) {
        return ANSWER;
    }

    /// Proof, group commit, answer, on the event loop.
    @Post("/grouped")
    @Consumes(MediaType.ALL)
    @Produces(MediaType.TEXT_XML)
    CompletableFuture<HttpResponse<String>> grouped(@Body byte[] body, @Header("X-Twilio-Signature") String signature) {
        var form = TwilioProof.form(body);
        if (!TwilioProof.proves(signature, form)) {
            return CompletableFuture.completedFuture(HttpResponse.unauthorized());
        }
        return groupCommit
                .store(field(form, "MessageSid"), field(form, "From"), field(form, "To"), field(form, "Body"))
                .thenApply(_ -> HttpResponse.ok(ANSWER));
    }

    /// Proof, one transaction for this message, answer, on a virtual thread: what one writes first.
    @Post("/transaction")
    @Consumes(MediaType.ALL)
    @Produces(MediaType.TEXT_XML)
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<String> transaction(@Body byte[] body, @Header("X-Twilio-Signature") String signature)
            throws SQLException {
        var form = TwilioProof.form(body);
        if (!TwilioProof.proves(signature, form)) {
            return HttpResponse.unauthorized();
        }
        insert(form);
        return HttpResponse.ok(ANSWER);
    }

    private void insert(SortedMap<String, String> form) throws SQLException {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement(TwilioProof.INSERT)) {
            insert.setString(1, field(form, "MessageSid"));
            insert.setString(2, field(form, "From"));
            insert.setString(3, field(form, "To"));
            insert.setString(4, field(form, "Body"));
            insert.executeUpdate();
        }
    }
}
