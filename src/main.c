#include <stdio.h>

int main(void)
{
    puts("mkbook " MKBOOK_VERSION);
    return 0;
}
