package io.glassline.bench.peer.camel;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.glassline.bench.peer.TwilioProof;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/// Arguments: port, JDBC URL, user, password.
///
/// camel-main with its own HTTP server (platform-http on Vert.x) and camel-sql. Two routes: one with the idempotent
/// consumer, as the documentation has it, and one that leaves duplicates to the primary key, which is leaner.
public final class Main {

    /// As many as Vert.x has worker threads to use them (20 by default).
    private static final int CONNECTIONS = 20;

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        var main = new org.apache.camel.main.Main();
        main.configure().withName("peer-camel").withShutdownTimeout(2);
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", arguments[0]);
        main.addInitialProperty("camel.main.streamCachingEnabled", "false"); // nothing is read twice
        var pool = pool(arguments[1], arguments[2], arguments[3]);
        main.bind("city", pool);
        main.configure().addRoutesBuilder(new Routes());
        main.start();
        System.out.println("ready");
        new java.util.concurrent.CountDownLatch(1).await();
    }

    private static HikariDataSource pool(String url, String user, String password) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        return new HikariDataSource(config);
    }

    private static final class Routes extends RouteBuilder {

        private static final String INSERT = "sql:insert into inbound (provider_id, sender, recipient, words,"
                + " received_at) values (:#MessageSid, :#From, :#To, :#Body, now())"
                + " on conflict (provider_id) do nothing?dataSource=#city";

        @Override
        public void configure() {
            from("platform-http:/channels/lean?httpMethodRestrict=POST")
                    .process(Routes::proven)
                    .filter(header(Exchange.HTTP_RESPONSE_CODE).isNull())
                    .to(INSERT)
                    .process(Routes::answered);
        }

        /// The server has read the form; its fields are the body.
        private static void proven(Exchange exchange) {
            var message = exchange.getMessage();
            var form = form(message);
            var signature = message.getHeader("X-Twilio-Signature", "", String.class);
            if (!TwilioProof.proves(signature, form)) {
                message.setHeader(Exchange.HTTP_RESPONSE_CODE, 403);
                message.setBody("");
                return;
            }
            form.forEach(message::setHeader);
        }

        private static SortedMap<String, String> form(Message message) {
            var form = new TreeMap<String, String>();
            if (message.getBody() instanceof Map<?, ?> fields) {
                fields.forEach((name, value) -> form.put(String.valueOf(name), String.valueOf(value)));
            } else {
                form.putAll(TwilioProof.form(message.getBody(byte[].class)));
            }
            return form;
        }

        private static void answered(Exchange exchange) {
            var answer = exchange.getMessage();
            answer.removeHeaders("*"); // else they all would go back to Twilio
            answer.setHeader(Exchange.CONTENT_TYPE, "text/xml");
            answer.setBody("<Response/>");
        }
    }
}
