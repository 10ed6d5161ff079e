package io.glassline.router.phrasing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the guard knows of a language. A word that stands in none of these lists can be said only where the approved
/// sentence has it.
///
/// @param locale the language
/// @param glue articles, forms of *to be*, and *do* beside another verb, which may be added and left out
/// @param courtesies that may stand before a sentence
/// @param youCan "you can", empty where it would change the verb behind it
/// @param ways verbs of plain ways to do something: *call*, *visit*
/// @param or words that offer another way
/// @param joins words that divide a sentence into parts
/// @param negations words of which a comma behind them makes something else
/// @param limits words that limit or deny
/// @param bounds prepositions that limit a time
/// @param back words that lean on the sentence before theirs
/// @param backFirst words that do so where they come first
/// @param days names of days and months
/// @param times other words of time
/// @param ranges words between two times
/// @param prepositions words that begin a time
/// @param promises words of duty, permission and promise, named so in the trace
/// @param numbers numbers in words, with their digits
record PhrasingWords(
        Locale locale,
        Set<String> glue,
        List<String> courtesies,
        List<String> youCan,
        Set<String> ways,
        Set<String> or,
        Set<String> joins,
        Set<String> negations,
        Set<String> limits,
        Set<String> bounds,
        Set<String> back,
        Set<String> backFirst,
        Set<String> days,
        Set<String> times,
        Set<String> ranges,
        Set<String> prepositions,
        Set<String> promises,
        Map<String, String> numbers) {

    private static final Pattern NUMBER = Pattern.compile("[$€£]?\\+?\\d.*");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("\\d+(?:[:.–-]\\d+)*");
    private static final Pattern WITHOUT_CENTS = Pattern.compile("(?<=\\d)[:.]00$");
    private static final Pattern THOUSANDS = Pattern.compile("[$€£]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?");
    private static final Pattern WEB = Pattern.compile(".*(?:@|://|\\.[a-z]{2,}).*");

    /// "Búsquelo", "llévelas": the verb with what it is about behind it.
    private static final Pattern SPANISH_ENCLITIC = Pattern.compile(".*[áéíóú].*(?:lo|la|los|las|le|les)");

    private static final PhrasingWords ENGLISH = english();
    private static final PhrasingWords SPANISH = spanish();

    /// None for a language whose words are not known here.
    static Optional<PhrasingWords> of(Locale language) {
        return switch (language.getLanguage()) {
            case "en" -> Optional.of(ENGLISH);
            case "es" -> Optional.of(SPANISH);
            default -> Optional.empty();
        };
    }

    private static PhrasingWords english() {
        return new PhrasingWords(
                Locale.ENGLISH,
                words("a an the is are be do does"),
                List.of(
                        "and",
                        "also",
                        "please",
                        "hello",
                        "hi",
                        "thank you for asking",
                        "thanks for asking",
                        "to answer your question",
                        "here is what the city says",
                        "according to the city"),
                List.of("you", "can"),
                words("call visit look email write see find check text"),
                words("or"),
                words("and or but"),
                words("no not never without"),
                words("no not never none nor neither nobody nothing without unless except excluding only but however if"
                        + " although though until instead extra additional additionally cannot hardly"),
                words("by from until till before after between within during since"),
                words("it its they them their theirs he she his her him this that these those there here such one ones"
                        + " both either otherwise then so also too again another other others same still yet"
                        + " afterwards"),
                Set.of(),
                words("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays"
                        + " fridays saturdays sundays january february march april june july august september october"
                        + " november december weekday weekdays weekend weekends"),
                words("am pm noon midnight today tomorrow tonight morning afternoon evening night hour hours day days"
                        + " week weeks month months year years minute minutes holiday holidays daily weekly monthly"
                        + " yearly once twice"),
                words("to through"),
                words("on at by from during"),
                words("must should need needs shall will would can may might have has guarantee guaranteed promise"
                        + " promised required mandatory optional allowed free always soon immediately"),
                numbers(
                        "one two three four five six seven eight nine ten eleven twelve thirteen"
                                + " fourteen fifteen sixteen seventeen eighteen nineteen",
                        "twenty thirty forty fifty" + " sixty seventy eighty ninety"));
    }

    private static PhrasingWords spanish() {
        return new PhrasingWords(
                Locale.of("es"),
                words("el la los las un una unos unas es son está están"),
                List.of(
                        "y",
                        "también",
                        "además",
                        "por favor",
                        "hola",
                        "gracias por preguntar",
                        "para responder a su pregunta",
                        "esto es lo que dice la ciudad",
                        "según la ciudad"),
                List.of(),
                words("llame visite escriba vaya consulte busque acuda"),
                words("o u"),
                words("y e o u pero sino"),
                words("no nunca sin ni"),
                words("no nunca jamás nadie nada ninguno ninguna ningún sin ni salvo excepto solo sólo solamente"
                        + " únicamente pero sino si aunque hasta menos tampoco"),
                words("desde hasta antes después entre dentro durante"),
                words("ello ellos ellas él ella este esta esto estos estas ese esa eso esos esas aquel aquella aquello"
                        + " lo le les allí allá ahí aquí así entonces luego también además otro otra otros otras mismo"
                        + " misma mismos mismas ambos ambas cuyo cuya dicho dicha cual cuales"),
                words("es son está están tiene tienen abre abren cierra cierran cuesta cuestan puede pueden debe deben"
                        + " dura duran vence vencen incluye incluyen empieza empiezan termina terminan vale valen"
                        + " hay se"),
                words("lunes martes miércoles jueves viernes sábado sábados domingo domingos enero febrero marzo abril"
                        + " mayo junio julio agosto septiembre octubre noviembre diciembre"),
                words("am pm mañana tarde noche mediodía medianoche hoy hora horas día días semana semanas mes meses"
                        + " año años minuto minutos feriado feriados festivo festivos vez veces diario semanal mensual"
                        + " anual"),
                words("a"),
                words("de desde en por durante"),
                words("debe deben deberá tiene tienen hay puede pueden podrá hará garantiza garantizado promete prometo"
                        + " obligatorio opcional permitido gratis gratuito siempre pronto inmediatamente"),
                numbers(
                        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
                        "veinte treinta cuarenta" + " cincuenta sesenta setenta ochenta noventa"));
    }

    private static Set<String> words(String spaced) {
        return Set.of(spaced.split(" "));
    }

    private static Map<String, String> numbers(String fromOne, String tens) {
        var numbers = new HashMap<String, String>();
        for (var word : fromOne.split(" ")) {
            numbers.put(word, Integer.toString(numbers.size() + 1));
        }
        var ten = 20;
        for (var word : tens.split(" ")) {
            numbers.put(word, Integer.toString(ten));
            ten += 10;
        }
        return Map.copyOf(numbers);
    }

    /// The courtesies, each as its words without glue.
    private List<List<String>> leads() {
        return courtesies.stream()
                .map(lead -> Arrays.stream(lead.split(" "))
                        .filter(word -> !glue.contains(word))
                        .toList())
                .toList();
    }

    /// A word as it is compared: small letters, contractions written out, numbers in digits.
    List<String> read(String written) {
        var word = written.toLowerCase(locale).replace('’', '\'');
        if (locale.equals(Locale.ENGLISH)) {
            return switch (word) {
                case "can't", "cannot" -> List.of("can", "not");
                case "won't" -> List.of("will", "not");
                case "let's" -> List.of("let", "us");
                case "it's", "that's", "there's", "here's", "he's", "she's", "what's" ->
                    List.of(word.substring(0, word.length() - 2), "is");
                default -> contracted(word);
            };
        }
        return List.of(numbers.getOrDefault(word, word));
    }

    private List<String> contracted(String word) {
        for (var ending :
                Map.of("n't", "not", "'re", "are", "'ll", "will", "'ve", "have").entrySet()) {
            if (word.length() > ending.getKey().length() && word.endsWith(ending.getKey())) {
                return List.of(word.substring(0, word.length() - ending.getKey().length()), ending.getValue());
            }
        }
        return List.of(numbers.getOrDefault(word, word));
    }

    /// A number as it is compared: 8:00 is 8, $5.00 is $5, and in English 1,500 is 1500.
    String number(String written) {
        var number = locale.equals(Locale.ENGLISH) && THOUSANDS.matcher(written).matches()
                ? written.replace(",", "")
                : written;
        return WITHOUT_CENTS.matcher(number.replace('–', '-')).replaceAll("");
    }

    List<String> withoutLead(List<String> content) {
        return leads().stream()
                .filter(lead -> content.size() >= lead.size()
                        && content.subList(0, lead.size()).equals(lead))
                .map(lead -> content.subList(lead.size(), content.size()))
                .findFirst()
                .orElse(content);
    }

    /// `said` without "you can" before it, where `approved` is a plain way to do something: neither a duty nor
    /// bound to a time.
    List<String> withoutYouCan(List<String> said, List<String> approved, boolean isLimited) {
        var isWay = !youCan.isEmpty()
                && !isLimited
                && !approved.isEmpty()
                && ways.contains(approved.getFirst())
                && Stream.of(bounds, promises)
                        .noneMatch(list -> approved.stream().anyMatch(list::contains));
        return isWay
                        && said.size() > youCan.size()
                        && said.subList(0, youCan.size()).equals(youCan)
                ? said.subList(youCan.size(), said.size())
                : said;
    }

    boolean leansBack(List<String> all) {
        return all.stream().anyMatch(back::contains)
                || !all.isEmpty() && all.getLast().equals("1") // "must have one"
                || !all.isEmpty() && backFirst.contains(all.getFirst())
                || locale.equals(SPANISH.locale)
                        && all.stream()
                                .anyMatch(word -> SPANISH_ENCLITIC.matcher(word).matches());
    }

    boolean isLimit(String word) {
        return limits.contains(word.replace(",", ""));
    }

    /// Whether it is of a time, or bounds one.
    boolean isTime(String word) {
        return days.contains(word) || times.contains(word) || bounds.contains(word);
    }

    boolean isUnitOfTime(String word) {
        return days.contains(word) || times.contains(word);
    }

    /// The letter for it in [MovedTimes].
    String letter(String word) {
        if (days.contains(word)) {
            return "d";
        }
        if (times.contains(word)) {
            return "t";
        }
        if (PLAIN_NUMBER.matcher(word).matches()) {
            return "n";
        }
        if (ranges.contains(word)) {
            return "r";
        }
        return prepositions.contains(word) ? "p" : "x";
    }

    /// What a word that the approved answer does not have would have told.
    Objection kind(String word, boolean isName) {
        if (WEB.matcher(word).matches()) {
            return Objection.LINK;
        }
        if (NUMBER.matcher(word).matches() || !Character.isLetter(word.charAt(0))) {
            return Objection.NUMBER;
        }
        if (isUnitOfTime(word)) {
            return Objection.TIME;
        }
        if (isLimit(word) || bounds.contains(word)) {
            return Objection.LIMIT;
        }
        if (promises.contains(word)) {
            return Objection.PROMISE;
        }
        return isName ? Objection.NAME : Objection.WORD;
    }
}
