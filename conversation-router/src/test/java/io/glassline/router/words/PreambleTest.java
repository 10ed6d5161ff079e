package io.glassline.router.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people say before they ask.
class PreambleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Hi, quick question: when is trash day?                                          | when is trash day?
            hi, quick question when is trash day                                            | when is trash day
            Good morning! I was wondering if you could tell me when trash day is.           | when trash day is.
            Hello there, sorry to bother you but do you know when the library opens?        | when the library opens?
            Not sure if this is the right place but my street light is out                  | my street light is out
            I don't know if this is the right number, but where do I pay my ticket?         | where do I pay my ticket?
            hey can u please tell me how to get a dog license                               | how to get a dog license
            uh so um like when is trash day                                                 | when is trash day
            I just wanted to know if the pool is open                                       | the pool is open
            Thanks in advance, how do I appeal a ticket                                     | how do I appeal a ticket
            My name is Maria Lopez and I need a new bin                                     | I need a new bin
            Hablo español: ¿cuándo pasa la basura?                                          | cuándo pasa la basura?
            Hola buenas tardes disculpe una pregunta cuándo pasa la basura                  | cuándo pasa la basura
            Buenos días, ¿me podría decir dónde pago el agua?                               | dónde pago el agua?
            no sé si es el lugar correcto pero hay un bache en mi calle                     | hay un bache en mi calle
            Disculpe la molestia, quisiera saber si está abierta la biblioteca              | está abierta la biblioteca
            no hablo inglés, necesito una licencia                                          | necesito una licencia
            Hi                                                                              | Hi
            Good morning, quick question                                                    | Good morning, quick question
            hola buenas tardes                                                              | hola buenas tardes
            When is trash day?                                                              | When is trash day?
            This is a street light that is out                                              | This is a street light that is out
            """)
    void isTakenOffWhereAQuestionIsLeft(String said, String question) {
        assertThat(Preamble.without(said)).isEqualTo(question);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "👋", "?", "hi 👋"})
    void whatHasNoQuestionStays(String said) {
        assertThat(Preamble.without(said)).isEqualTo(said);
    }
}
