package dev.levee.sandbox.aws.modelled;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {

    private static final String SCOPE = "{Name: orders, Days: 7, row: {Status: ACTIVE, Tags: [a]}, None: null}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {A: plain, B: 1}                      | {A: plain, B: 1}
            {A: '${Days}', B: '${row.Tags}'}      | {A: 7, B: [a]}
            {A: 'table/${Name}/${row.Status}'}    | {A: table/orders/ACTIVE}
            {A: '${None}', B: '${row.None.More}'} | {}
            {A: 'x${None}'}                       | {A: x}
            {A: null, B: {C: '${None}'}}          | {A: null, B: {}}
            ['${None}', '${Name}']                | [orders]
            {'${Name}': 1}                        | {orders: 1}
            """)
    void fillsInWhatIsThere(String template, String filled) throws JsonProcessingException {
        assertThat(Template.fill(yaml(template), yaml(SCOPE))).isEqualTo(yaml(filled));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', quoteCharacter = '"', textBlock = """
            ${None|Name}    > orders
            ${None|'a - b'} > a - b
            ${None|''}      > ""
            ${None|35}      > 35
            ${Days|35}      > 7
            """)
    void takesTheFirstThatIsThere(String template, String text) throws JsonProcessingException {
        assertThat(Template.text(template, yaml(SCOPE))).isEqualTo(text);
    }

    private static JsonNode yaml(String text) throws JsonProcessingException {
        return new YAMLMapper().readTree(text);
    }
}
