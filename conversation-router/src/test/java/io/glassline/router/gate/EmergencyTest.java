package io.glassline.router.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.router.ExampleCity;
import io.glassline.router.words.NormalizedText;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The city's patterns, tried on what people write. A new sentence that went wrong is a new line here.
class EmergencyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # kind      | citizen writes
              danger    | fire
              danger    | FIRE!!!
              danger    | There is a fire in my building
              danger    | My house is on fire
              danger    | the kitchen's on fire, help
              danger    | There's a fire next to the fire hydrant on Main
              danger    | the fire station is on fire
              danger    | I need the fire department now
              danger    | send fire trucks to 12 Oak
              danger    | fire alarm is going off and I see smoke coming out
              danger    | our apartment is burning
              danger    | the hallway is full of smoke
              danger    | I smell gas
              danger    | I smell GAS in the stairwell
              danger    | it smells like gas in here
              danger    | strong smell of gas on Pine St
              danger    | There is a gas leak
              danger    | gas is leaking from the stove
              danger    | smells like rotten eggs in my basement
              danger    | I smell gas near the gas station
              danger    | the carbon monoxide alarm is beeping
              danger    | there was an explosion
              danger    | shots fired on 5th
              danger    | Someone is shooting outside
              danger    | active shooter at the library
              danger    | my neighbor was shot
              danger    | a man with a gun is in the park
              danger    | he has a knife
              danger    | somebody got stabbed
              danger    | my brother overdosed
              danger    | I think she's having an overdose
              danger    | she took too many pills
              danger    | I can't breathe
              danger    | my dad cannot breathe
              danger    | he stopped breathing
              danger    | she's not breathing
              danger    | baby is choking
              danger    | I think I'm having a heart attack
              danger    | my husband has chest pain
              danger    | my mom is having a stroke
              danger    | He is unconscious
              danger    | grandpa collapsed
              danger    | she won't wake up
              danger    | he is bleeding a lot
              danger    | a kid is drowning in the lake
              danger    | a woman was hit by a car
              danger    | car accident with people injured on Harbor
              danger    | someone is breaking into my house
              danger    | there's an intruder in my apartment
              danger    | I'm being followed
              danger    | power line down on Elm, sparking
              danger    | there is a bomb in the mall
              danger    | call 911
              danger    | 911
              danger    | please send an ambulance
              danger    | we need police at 5 Pine street
              danger    | this is an emergency
              danger    | Emergency!
              crisis    | I want to kill myself
              crisis    | i want to die
              crisis    | I'm suicidal
              crisis    | I don't want to live anymore
              crisis    | thinking about suicide
              crisis    | I am going to end my life
              crisis    | my friend wants to kill himself
              crisis    | i keep thinking about hurting myself
              crisis    | everyone would be better off without me, better off dead
              violence  | my husband beat me up
              violence  | My boyfriend hits me
              violence  | my ex is threatening to kill me
              violence  | he is hitting me
              violence  | I am a victim of domestic violence
              violence  | I'm scared of my partner, afraid of my husband
              violence  | my wife keeps punching me
              child     | my neighbor is hitting a child
              child     | I want to report child abuse
              child     | a baby is locked in a car
              child     | my daughter is missing
            """)
    void englishEmergenciesAreHeard(String kind, String text) {
        assertThat(alarm(text, Locale.ENGLISH)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # kind      | citizen writes
              danger    | ¡Fuego!
              danger    | Hay un incendio en mi edificio
              danger    | se está quemando la casa
              danger    | mi carro está en llamas
              danger    | Huele a gas en la cocina
              danger    | hay una fuga de gas
              danger    | olor a gas en la calle
              danger    | hay una balacera afuera
              danger    | escuché disparos
              danger    | un hombre tiene una pistola
              danger    | creo que es una sobredosis
              danger    | No puedo respirar
              danger    | mi mamá no respira
              danger    | le dio un infarto
              danger    | mi papá tiene dolor de pecho
              danger    | está inconsciente
              danger    | está sangrando mucho
              danger    | atropellaron a un niño
              danger    | se metieron a mi casa
              danger    | necesito una ambulancia
              danger    | manden a la policía
              danger    | llamen al 911
              danger    | es una emergencia
              danger    | ¡Auxilio!
              crisis    | me quiero matar
              crisis    | quiero morirme
              crisis    | ya no quiero vivir
              crisis    | pienso en el suicidio
              crisis    | quiero quitarme la vida
              violence  | mi esposo me pega
              violence  | mi novio me golpeó
              violence  | sufro violencia doméstica
              violence  | tengo miedo de mi marido
              violence  | dice que me va a matar
              child     | mi vecino golpea a su niño
              child     | mi hija está perdida
            """)
    void spanishEmergenciesAreHeardWhateverWasSpokenBefore(String kind, String text) {
        assertThat(alarm(text, Locale.of("es"))).isEqualTo(kind);
        assertThat(alarm(text, Locale.ENGLISH)).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "There is a broken fire hydrant on my street",
                "fire hydrant leaking",
                "How do I get a fire permit",
                "When is the fire station open?",
                "fire station hours",
                "What is the phone number of the fire department?",
                "is the fire department hiring",
                "Are fireworks allowed on July 4?",
                "rules for fire pits",
                "can I have a fire in my backyard",
                "is there a fire ban",
                "there is a car parked in the fire lane",
                "I need a fire inspection for my restaurant",
                "do I need a fire alarm in my rental",
                "fire alarm permit",
                "You should fire that inspector",
                "Who do I ask to fire my contractor",
                "there was a fire in my house last week, where is the report",
                "how do I get a copy of a fire report",
                "rebuilding after a house fire",
                "my gas bill is too high",
                "where is the nearest gas station",
                "gas leaf blower ban",
                "permit for a gas line inspection",
                "gas stove permit",
                "When can I get my flu shot?",
                "where can my dog get rabies shots, she got a rabies shot last year",
                "film shooting permit",
                "photo shooting in the park",
                "is there a shooting range in town",
                "how do I get a gun permit",
                "heart attack prevention class",
                "overdose prevention training",
                "my landlord is unresponsive",
                "I am drowning in paperwork",
                "emergency shelter",
                "is an emergency shelter open tonight",
                "emergency rental assistance",
                "this is not an emergency",
                "non-emergency police number",
                "how do I get a police report",
                "when should I call 911",
                "the tree in front of my house is dying",
                "suicide prevention walk",
                "suicide prevention training schedule",
                "domestic violence awareness month",
                "child abuse clearance for volunteers",
                "this heat is going to kill me",
                "bath bombs and craft fair",
                "can I burn leaves",
                "my water is leaking",
                "send me help with my tax form",
                "Do you deliver firewood?",
                "I was fired from my job, can I get help with rent",
                "dead animal in the road",
                "street light burned out",
                "I dropped my keys in a storm drain",
                "my neighbor's party is too loud",
                "the playground swing hurts to look at",
                "I hit a pothole and my tire blew out",
                "my son hit my mailbox",
                "a tree fell on the power box",
                "my trash was not picked up",
                "there is smoke detector recycling?",
                "smoking in the park",
                "una boca de incendios rota",
                "¿Se permiten los fuegos artificiales?",
                "permiso para una fogata",
                "mi recibo de gas es muy alto",
                "¿dónde hay una gasolinera?",
                "reporte de policía",
                "no es una emergencia",
                "refugio de emergencia",
                "se quemó el foco de la calle",
                "la bomba de agua no funciona",
                "horario de los bomberos",
                "me muero de hambre, ¿dónde dan comida?",
                "hay un bache en mi calle",
                "licencia para arma de fuego",
            })
    void harmlessTurnsOfSpeechAreNoEmergency(String text) {
        assertThat(alarm(text, Locale.ENGLISH)).isEqualTo("none");
    }

    /// Nor is any way in which a citizen asks for something the city has an answer to.
    @Test
    void noQuestionTheCityHasAnAnswerToIsAnEmergency() {
        var alarmed = ExampleCity.city().knowledge().answers().stream()
                .flatMap(answer -> answer.phrasings().entrySet().stream())
                .flatMap(entry -> entry.getValue().stream())
                .filter(phrasing -> ExampleCity.city()
                        .gates()
                        .alarmByPattern(NormalizedText.of(phrasing), Locale.ENGLISH)
                        .isPresent())
                .toList();
        assertThat(alarmed).isEmpty();
    }

    private static String alarm(String text, Locale language) {
        return ExampleCity.city()
                .gates()
                .alarm(NormalizedText.of(text), language)
                .filter(Alarm::isCertain)
                .map(alarm -> alarm.emergency().name())
                .orElse("none");
    }
}
