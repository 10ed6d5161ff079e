package io.glassline.app.entries;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// What the page of the log says, in one language.
record EntryTexts(Locale language, String other, DateTimeFormatter hour, Map<String, String> byKey) {

    private static final EntryTexts ENGLISH = new EntryTexts(
            Locale.ENGLISH,
            "es",
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:00", Locale.ENGLISH),
            Map.ofEntries(
                    Map.entry("title", "The public log"),
                    Map.entry("skip", "Skip to the content"),
                    Map.entry("other", "Español"),
                    Map.entry(
                            "lead",
                            "Everything that happens between the city and citizens is an entry here. An entry has no words,"
                                    + " no name and no address in it, only a seal that fits what really happened."),
                    Map.entry("entries", "Entries"),
                    Map.entry("checkpoint", "The last signed checkpoint"),
                    Map.entry("root", "It covers them all with this root"),
                    Map.entry("signed", "The signed file"),
                    Map.entry("key", "The key"),
                    Map.entry("find", "Find an entry by its place"),
                    Map.entry("find-hint", "Your receipt says the places of your messages."),
                    Map.entry("show", "Show"),
                    Map.entry("none", "There is no such entry, or not yet. The last one is"),
                    Map.entry("empty", "The log is empty. The first message will be its first entry."),
                    Map.entry("place", "Place"),
                    Map.entry("what", "What happened"),
                    Map.entry("channel", "Channel"),
                    Map.entry("when", "Hour"),
                    Map.entry("published", "The entry as published"),
                    Map.entry("newer", "Newer"),
                    Map.entry("older", "Older"),
                    Map.entry("newest", "The newest"),
                    Map.entry("in", "Something reached the city"),
                    Map.entry("out", "The city wrote, or what it wrote got further on its way"),
                    Map.entry("act", "A person of the staff, or a program, did or read something"),
                    Map.entry("system", "The gateway decided or did something by itself"),
                    Map.entry("unknown", "An entry that this page has no words for"),
                    Map.entry("no-channel", "none"),
                    Map.entry("check", "Who may check it, and how"),
                    Map.entry(
                            "check-say",
                            "Anyone may, without asking. Glassline is free software; this command reads every entry, rebuilds"
                                    + " the tree and compares it with the signature:"),
                    Map.entry(
                            "check-more",
                            "What is in the log cannot be changed or taken out without everyone noticing. What is"
                                    + " behind a seal is opened by those it is about, with their receipt, and by an auditor.")));

    private static final EntryTexts SPANISH = new EntryTexts(
            Locale.of("es"),
            "en",
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:00", Locale.of("es")),
            Map.ofEntries(
                    Map.entry("title", "El registro público"),
                    Map.entry("skip", "Saltar al contenido"),
                    Map.entry("other", "English"),
                    Map.entry(
                            "lead",
                            "Todo lo que ocurre entre la ciudad y la ciudadanía es una entrada aquí. Una entrada no tiene"
                                    + " palabras, ni nombres, ni direcciones: solo un sello que encaja con lo que ocurrió."),
                    Map.entry("entries", "Entradas"),
                    Map.entry("checkpoint", "El último punto de control firmado"),
                    Map.entry("root", "Las cubre todas con esta raíz"),
                    Map.entry("signed", "El archivo firmado"),
                    Map.entry("key", "La clave"),
                    Map.entry("find", "Buscar una entrada por su lugar"),
                    Map.entry("find-hint", "Su recibo dice los lugares de sus mensajes."),
                    Map.entry("show", "Mostrar"),
                    Map.entry("none", "No hay tal entrada, o todavía no. La última es la"),
                    Map.entry("empty", "El registro está vacío. El primer mensaje será su primera entrada."),
                    Map.entry("place", "Lugar"),
                    Map.entry("what", "Qué ocurrió"),
                    Map.entry("channel", "Canal"),
                    Map.entry("when", "Hora"),
                    Map.entry("published", "La entrada tal como se publica"),
                    Map.entry("newer", "Más nuevas"),
                    Map.entry("older", "Más antiguas"),
                    Map.entry("newest", "Las últimas"),
                    Map.entry("in", "Algo llegó a la ciudad"),
                    Map.entry("out", "La ciudad escribió, o lo que escribió avanzó en su camino"),
                    Map.entry("act", "Una persona del equipo, o un programa, hizo o leyó algo"),
                    Map.entry("system", "El sistema decidió o hizo algo por sí mismo"),
                    Map.entry("unknown", "Una entrada para la que esta página no tiene palabras"),
                    Map.entry("no-channel", "ninguno"),
                    Map.entry("check", "Quién puede comprobarlo, y cómo"),
                    Map.entry(
                            "check-say",
                            "Cualquiera, sin pedir permiso. Glassline es software libre; este comando lee cada entrada,"
                                    + " reconstruye el árbol y lo compara con la firma:"),
                    Map.entry(
                            "check-more",
                            "Lo que está en el registro no se puede cambiar ni quitar sin que todos lo noten. Lo que hay"
                                    + " tras un sello lo abre quien está implicado, con su recibo, y una auditoría.")));

    /// The nearest that there is: English for all but Spanish.
    static EntryTexts in(Locale language) {
        return language.getLanguage().equals("es") ? SPANISH : ENGLISH;
    }

    String say(String key) {
        return Objects.requireNonNull(byKey.get(key), key);
    }

    /// The hour in the city's zone.
    String hour(ZonedDateTime at, ZoneId zone) {
        return hour.format(at.withZoneSameInstant(zone));
    }

    String number(long number) {
        return String.format(language, "%,d", number);
    }
}
