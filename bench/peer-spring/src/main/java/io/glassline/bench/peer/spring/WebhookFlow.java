package io.glassline.bench.peer.spring;

import io.glassline.bench.peer.TwilioProof;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.http.dsl.Http;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.MessageHeaders;
import org.springframework.util.MultiValueMap;

/// The same as a Spring Integration flow: an HTTP gateway, a filter, a handler that writes, all on Tomcat's thread.
@Configuration(proxyBeanMethods = false)
class WebhookFlow {

    private static final String SIGNATURE = "x-twilio-signature"; // as the gateway names it, whatever came

    @Bean
    IntegrationFlow webhooks(JdbcTemplate jdbc) {
        return IntegrationFlow.from(Http.inboundGateway("/channels/flow")
                        .requestMapping(mapping -> mapping.methods(HttpMethod.POST)
                                .consumes(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                                .produces(MediaType.TEXT_XML_VALUE))
                        .mappedRequestHeaders(SIGNATURE)
                        .mappedResponseHeaders("")
                        .replyTimeout(10_000))
                .handle(MultiValueMap.class, (fields, headers) -> stored(fields, headers, jdbc))
                .get();
    }

    private static String stored(MultiValueMap<?, ?> fields, MessageHeaders headers, JdbcTemplate jdbc) {
        var form = new TreeMap<String, String>();
        fields.forEach((name, values) -> form.put(String.valueOf(name), String.valueOf(values.getFirst())));
        if (!TwilioProof.proves(String.valueOf(headers.get(SIGNATURE)), form)) {
            throw new IllegalArgumentException("not from Twilio"); // a 500; what is measured is genuine
        }
        jdbc.update(TwilioProof.INSERT, form.get("MessageSid"), form.get("From"), form.get("To"), form.get("Body"));
        return "<Response/>";
    }
}
