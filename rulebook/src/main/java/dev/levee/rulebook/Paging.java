package dev.levee.rulebook;

/// How to get all pages of an answer. The items of all pages, in one list, make the answer.
///
/// @param items member of the answer that holds the list
/// @param answerToken member of the answer that holds the next page's token; absent or empty on the last page
/// @param requestToken member of the request that takes it
public record Paging(String items, String answerToken, String requestToken) {}
