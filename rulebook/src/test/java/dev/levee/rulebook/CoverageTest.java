package dev.levee.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The catalogue answers everything that the products whose place it takes answer in AWS.
class CoverageTest {

    @Test
    void hasAControlForEveryRuleOfEveryList() {
        CoveragePage coverage = new CoveragePage(Rulebook.standard());

        assertThat(CoveragePage.rows())
                .hasSize(108 + 10 + 68)
                .filteredOn(row -> coverage.controls(row).isEmpty())
                .isEmpty();
    }
}
