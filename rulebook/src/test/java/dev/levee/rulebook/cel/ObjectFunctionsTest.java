package dev.levee.rulebook.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ObjectFunctionsTest {

    @Property
    void withReplacesTheMembersItIsGivenAndNoOthers(
            @ForAll Map<String, Integer> object, @ForAll Map<String, Integer> members) {
        Map<Object, Object> whole = ObjectFunctions.with(object, members);

        assertThat(whole).containsAllEntriesOf(members);
        whole.keySet().removeAll(members.keySet());
        object.keySet().removeAll(members.keySet());
        assertThat(whole).isEqualTo(object);
    }
}
