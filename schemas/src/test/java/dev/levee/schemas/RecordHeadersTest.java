package dev.levee.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RecordHeadersTest {

    private final Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();

    @Test
    void carriesText() {
        RecordHeaders.put(headers, RecordHeaders.ACTION, "ec2:AuthorizeSecurityGroupIngress");

        assertThat(RecordHeaders.text(headers, RecordHeaders.ACTION)).contains("ec2:AuthorizeSecurityGroupIngress");
    }

    @Test
    void replacesWhatWasThere() {
        RecordHeaders.put(headers, RecordHeaders.COMMAND_ID, "first");
        RecordHeaders.put(headers, RecordHeaders.COMMAND_ID, "second");

        assertThat(headers.headers(RecordHeaders.COMMAND_ID)).hasSize(1);
        assertThat(RecordHeaders.text(headers, RecordHeaders.COMMAND_ID)).contains("second");
    }

    @Test
    void isEmptyWhereThereIsNone() {
        headers.add("nothing", null);

        assertThat(RecordHeaders.text(headers, RecordHeaders.ACTION)).isEmpty();
        assertThat(RecordHeaders.text(headers, "nothing")).isEmpty();
    }
}
