package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import io.glassline.router.words.NormalizedText;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What phones, carriers and other robots write by themselves, and what people write that looks like it.
class MachineTextsTest {

    private static boolean isMachines(String text) {
        return ExampleCity.city()
                .gates()
                .machine()
                .in(NormalizedText.of(text), Locale.ENGLISH)
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I’m driving with Do Not Disturb While Driving turned on. I’ll see your message when I get where I’m going.",
                "I'm driving with the Driving Focus turned on. I'll see your message when I get where I'm going.",
                "(I’m not receiving notifications. If this is urgent, reply “urgent” to send a notification through with your original message.)",
                "I'm driving right now",
                "I'm driving right now. I'll get back to you later.",
                "Sent from my car",
                "Can't talk right now. What's up?",
                "I can't talk right now. I'll call you later.",
                "This is an automated reply. I will be back on Monday.",
                "Auto-Reply: Thank you for your message",
                "Out of office: back on 3 June",
                "I am currently out of the office until Monday",
                "Message Blocking is active.",
                "Free Msg: Unable to send message - Message Blocking is active.",
                "FREE MSG: Your message to 5551234 was not delivered because the number is invalid",
                "Unable to deliver message.",
                "The number you have texted does not accept text messages",
                "You have been unsubscribed and will not receive any more messages. Reply START to resubscribe.",
                "You are unsubscribed from ACME Alerts. No more messages will be sent. Reply HELP for help or 800-123-4567.",
                "ACME Alerts: up to 5 msgs/mo. Msg & data rates may apply. Reply HELP for help, STOP to cancel.",
                "Thank you for contacting Lopez Bakery! Please let us know how we can help you.",
                "Your verification code is 482913",
                "482913 is your ACME verification code",
                "Estoy conduciendo con el modo No molestar al conducir activado. Veré tu mensaje cuando llegue.",
                "Respuesta automática: estoy fuera de la oficina",
                "Ahora no puedo hablar. ¿Qué pasa?",
                "Gracias por comunicarte con Panadería López. En este momento no podemos responder.",
                "Se ha dado de baja. No recibirá más mensajes. Responda ALTA para volver a recibirlos."
            })
    void isAMachines(String text) {
        assertThat(isMachines(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm driving on Elm Street and the light is out",
                "I'm driving right now and there is a tree across the road",
                "im driving and cant find the city lot",
                "I can't talk right now on the phone, how do I pay my bill?",
                "The message I got from you was not delivered to my wife",
                "What does msg and data rates may apply mean?",
                "What happens if I reply STOP?",
                "I was out of the office, can I still renew my license?",
                "I have been unsubscribed from the newsletter and want it back",
                "Thank you for contacting me, when is the inspection?",
                "my verification code does not come",
                "thanks for your message to me",
                "Estoy manejando y hay un árbol en la calle",
                "no puedo hablar inglés",
                "stop",
                ""
            })
    void isAPersons(String text) {
        assertThat(isMachines(text)).isFalse();
    }

    @Test
    void noPhrasingOfTheCityIsAMachines() {
        for (var answer : ExampleCity.city().knowledge().answers()) {
            assertThat(answer.phrasings().values().stream().flatMap(List::stream))
                    .allSatisfy(phrasing -> assertThat(isMachines(phrasing)).isFalse());
        }
    }
}
