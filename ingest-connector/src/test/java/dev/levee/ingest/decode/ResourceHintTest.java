package dev.levee.ingest.decode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceHintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sg-1     | {"ipPermissions":{"items":[{"groupId":"sg-2"}]},"groupId":"sg-1"}  | null
                    sg-1     | {"groupName":"web","vpcId":"vpc-1"}           | {"groupId":"sg-1"}
                    sg-1     | {"ModifySecurityGroupRulesRequest":{"GroupId":"sg-1"}} | {"_return":true}
                    i-1      | {"instanceType":"t3.micro"} | {"instancesSet":{"items":[{"instanceId":"i-1","groupSet":{"items":[{"groupId":"sg-1"}]}}]}}
                    logs     | {"bucketName":"logs","Host":"s3.amazonaws.com"}       | null
                    db-1     | {"dBClusterIdentifier":"cl-1","dBInstanceIdentifier":"db-1"}  | null
                    trail-1  | {"name":"arn:aws:cloudtrail:eu-central-1:1:trail/trail-1"}    | null
                    trail-1  | {"name":"trail-1"} | {"trailARN":"arn:aws:cloudtrail:eu-central-1:1:trail/trail-1"}
                    queue-1  | {"queueUrl":"https://sqs.eu-central-1.amazonaws.com/1/queue-1"} | null
                    ``       | {"maxResults":5}     | {"groupId":5}
                    ``       | null                 | "text"
                    """)
    void isTheLeastNestedWellKnownName(String hint, String request, String response) throws IOException {
        ResourceHint resource = new ResourceHint();

        resource.readParameters(at(request));
        resource.readParameters(at(response));

        assertThat(resource.value()).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    key-1  | {}                 | [{"ARN":"arn:aws:kms:eu-central-1:1:key/key-1"},{"ARN":"arn:aws:kms:::key/2"}]
                    key-1  | {"keyId":"key-1"}  | [{"ARN":"arn:aws:kms:eu-central-1:1:key/key-2"}]
                    ``     | {}                 | ["arn:aws:ec2:::x"]
                    """)
    void isTheFirstOfTheResourcesWhereNoNameIsKnown(String hint, String request, String resources) throws IOException {
        ResourceHint resource = new ResourceHint();

        resource.readResources(at(resources));
        resource.readParameters(at(request));

        assertThat(resource.value()).isEqualTo(hint);
    }

    private static JsonParser at(String json) throws IOException {
        JsonParser parser = new JsonFactory().createParser(json);
        parser.nextToken();
        return parser;
    }
}
