package dev.levee.sandbox.aws.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.levee.sandbox.aws.Caller;
import dev.levee.sandbox.aws.Request;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arn:aws:s3:::${Bucket}                           | {'Bucket': 'ledger'}          | arn:aws:s3:::ledger",
                "arn:aws:s3:::${Bucket}                           | {}                            | arn:aws:s3:::*",
                "arn:aws:kms:${region}:${account}:key/${KeyId}    | {'KeyId': 'k-1'}              | arn:aws:kms:eu-west-1:111122223333:key/k-1",
                "arn:aws:kms:${region}:${account}:key/${KeyId}    | {'KeyId': 'arn:aws:kms:x:y:key/k-1'} | arn:aws:kms:x:y:key/k-1",
                "arn:aws:sqs:${region}:${account}:${QueueUrl}     | {'QueueUrl': 'http://localhost:1/111122223333/q'} | arn:aws:sqs:eu-west-1:111122223333:q",
                "arn:aws:ec2:::rule/${Rules.Id}                   | {'Rules': [{'Id': 'a'}, {'Id': 'b'}]} | arn:aws:ec2:::rule/a;arn:aws:ec2:::rule/b",
                "*                                                | {}                            | *"
            })
    void namesTheResourcesOfACall(String template, String document, String expected) throws JsonProcessingException {
        Request request = new Request(
                "kms",
                "DescribeKey",
                new Caller.User("111122223333", "admin", "AIDA1", "AKIA1"),
                "111122223333",
                "eu-west-1",
                new JsonMapper().readTree(document.replace('\'', '"')),
                Instant.EPOCH,
                "http://localhost:1");

        assertThat(ResourceTemplate.resolve(template, request)).containsExactly(expected.split(";", -1));
    }
}
