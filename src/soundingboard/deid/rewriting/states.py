"""States and countries that stay where a town goes: "in Bowie, Maryland", "the Georgia one"."""

import re
from typing import Final

STATES: Final = re.compile(
    r"\s*,?\s*(Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|"
    r"Hawaii|Hawai'i|Idaho|"
    r"Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|"
    r"Mississippi|Missouri|"
    r"Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|"
    r"Ohio|Oklahoma|Oregon|"
    r"Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|"
    r"Washington|West Virginia|"
    r"Wisconsin|Wyoming|Puerto Rico|Guam|Mexico|Canada|Guatemala|Honduras|El Salvador|Cuba|Haiti|Jamaica|"
    r"Brazil|Colombia|Peru|"
    r"Venezuela|Ecuador|Argentina|Chile|England|Scotland|Ireland|Wales|France|Germany|Italy|Spain|Poland|"
    r"Ukraine|Russia|Turkey|"
    r"Iran|Iraq|Syria|Lebanon|Israel|Egypt|Nigeria|Ghana|Kenya|Ethiopia|Somalia|Eritrea|India|Pakistan|"
    r"Bangladesh|China|Japan|"
    r"Korea|South Korea|Vietnam|Laos|Cambodia|Thailand|Philippines|Indonesia|Australia|New Zealand|"
    r"AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|"
    r"ND|OH|OK|OR|PA|RI|SC|"
    r"SD|TN|TX|UT|VT|VA|WA|WV|WI|WY)\b"
)

STATE_ONE: Final = re.compile(STATES.pattern.replace(r"\s*,?\s*", r",? the ", 1) + r" (?:one|state)(?!\w)")
