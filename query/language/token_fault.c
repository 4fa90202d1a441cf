#include "query/language/token.h"

const char *token_fault_text(enum token_fault kind)
{
	switch (kind) {
	case FAULT_QUOTE: return "unclosed quote, read as words";
	case FAULT_OPEN: return "unclosed bracket, ignored";
	case FAULT_CLOSE: return "closing bracket without an opening one, "
				 "ignored";
	case FAULT_DEEP: return "brackets nested deeper than 8, ignored";
	case FAULT_EMPTY: return "nothing inside, ignored";
	case FAULT_OPERATOR: return "operator without an operand, read as a "
				    "word";
	case FAULT_FIELD: return "no such field, read as words";
	case FAULT_VALUE: return "field without a value, read as a word";
	case FAULT_STAR: return "'*' counts only at the end of a word";
	case FAULT_LONG: return "exact string over 64 characters, read as "
				"words";
	case FAULT_NEAR: return "NEAR reaches 600 characters at most";
	case FAULT_DATE: return "no date or range such as 2009 or "
				"2009-03..2009-06, read as words";
	case FAULT_KINDS: break;
	}
	return "";
}
