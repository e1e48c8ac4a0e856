/* The description of the staff API, which is part of the program: the assembler puts openapi.json into it as it is, so
 * that no tool has to turn it into C. */
#include "central/api/staff.h"

__asm__(".section .rodata\n"
        ".global staff_openapi_begin, staff_openapi_end\n"
        "staff_openapi_begin:\n"
        ".incbin \"" FOYER_OPENAPI "\"\n"
        "staff_openapi_end:\n"
        ".byte 0\n"
        ".previous\n");
extern const char staff_openapi_begin[], staff_openapi_end[];

void staff_openapi(struct staff_call *call)
{
    http_reply(call->http, 200, "application/json; charset=utf-8", staff_openapi_begin,
               (size_t)(staff_openapi_end - staff_openapi_begin));
}
