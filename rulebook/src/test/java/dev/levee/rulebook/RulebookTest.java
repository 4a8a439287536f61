package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.levee.schemas.Provider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulebookTest {

    @Test
    void holdsEveryControlOfTheClassPathOrderedById() {
        Map<String, String> files = ControlFiles.textsOn(getClass().getClassLoader());

        assertThat(Rulebook.standard().controls())
                .extracting(Control::id)
                .isSorted()
                .containsAll(files.keySet().stream()
                        .map(file -> file.replaceFirst(".*/(.*)\\.yaml", "$1"))
                        .filter(name -> !name.startsWith("_"))
                        .toList());
    }

    @Test
    void knowsEveryActionThatTriggersSomeControl() {
        Rulebook rulebook = Rulebook.of(List.of(Demo.control()));

        assertThat(rulebook.actions()).containsExactlyInAnyOrder("demo:CreateThing", "demo:PaintThing");
        assertThat(Rulebook.standard().actions())
                .contains("s3:DeleteBucketPublicAccessBlock", "ec2:ModifySecurityGroupRules");
    }

    @Test
    void findsAControlByItsId() {
        Rulebook rulebook = Rulebook.of(List.of(Demo.control()));

        assertThat(rulebook.control("aws-demo-thing-is-blue"))
                .hasValueSatisfying(control -> assertThat(control.provider()).isEqualTo(Provider.AWS));
        assertThat(rulebook.control("aws-demo-thing-is-red")).isEmpty();
    }

    @Test
    void refusesTwoControlsWithOneId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rulebook.of(List.of(Demo.control(), Demo.control())))
                .withMessageContaining("aws-demo-thing-is-blue");
    }
}
