"""Zones of published specimens of travel documents, as facts: their lines, and what the printed page beside them says.

Every one is a specimen that an authority made public: of an invented person (Mustermann, Traveler Happy, Citizen Jane, Vzor,
Jõeorg, Zhengjian Yangben ...) or stamped SPECIMEN, SAMPLE, MUSTER, PAVYZDYS or ESPECIME across the page. They were taken
down from pictures and test data in public repositories (Arg0s1080/mrz, cheminfo/mrz, ruledicaprio/SynthPass, jmrtd) and the
register PRADO. Documents of persons who may be real are left out, wherever they were published.

An entry has the lines; then format, code, issuer, primary and secondary identifier, number, nationality, birth, sex, expiry
and optional data, a hyphen for what is empty; and of FAULTY ones every fault with its line and position.
"""

from __future__ import annotations

# The Slovakian holder was born in 1911, says the page, and the Czech one too: two digits cannot tell that from 2011.
# The Icelandic passport expired in 2011, so that its holder is of 1912.
SPECIMENS = (
    (
        "P<AUSCITIZEN<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<< PA09404433AUS8406077F1903212<17332717P<<<<68",
        "TD3 P AUS CITIZEN JANE PA0940443 AUS 1984-06-07 F 2019-03-21 <17332717P",
    ),
    (
        "PPCANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<< P001756ZA5CAN9505047F3303034<<<<<<<<<<<<<<06",
        "TD3 PP CAN MARTIN SARAH P001756ZA CAN 1995-05-04 F 2033-03-03",
    ),
    (
        "P<CANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<< ZE000509<9CAN8501019F2301147<<<<<<<<<<<<<<08",
        "TD3 P CAN MARTIN SARAH ZE000509 CAN 1985-01-01 F 2023-01-14",
    ),
    (
        "POCHNZHENGJIAN<<YANGBEN<<<<<<<<<<<<<<<<<<<<< E000000008CHN8310291F2202059NGKELMPONBPJB972",
        "TD3 PO CHN ZHENGJIAN YANGBEN E00000000 CHN 1983-10-29 F 2022-02-05 NGKELMPONBPJB9",
    ),
    (
        "PTCHNCESHI<<YANGBEN<<<<<<<<<<<<<<<<<<<<<<<<< G622925996CHN8310291F1904220LCOCMKNENBPJB984",
        "TD3 PT CHN CESHI YANGBEN G62292599 CHN 1983-10-29 F 2019-04-22 LCOCMKNENBPJB9",
    ),
    (
        "P<CZESPECIMEN<<VZOR<<<<<<<<<<<<<<<<<<<<<<<<< 99003853<1CZE1101018M1207046110101111<<<<<94",
        "TD3 P CZE SPECIMEN VZOR 99003853 CZE 2011-01-01 M 2012-07-04 110101111",
    ),
    (
        "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C01X0006H1D<<6408125F1710319<<<<<<<<<<<<<<<0",
        "TD3 P D MUSTERMANN ERIKA C01X0006H D 1964-08-12 F 2017-10-31",
    ),
    (
        "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<< C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4",
        "TD3 P D MUSTERMANN ERIKA C01X00T47 D 1964-08-12 F 2027-02-28",
    ),
    (
        "ARD<<Y701001V51<<<<<<<<<<<<<<< 7611027M1609189IND<<<<<<<<<<<2 SINGH<<JASIN<ALI<<<<<<<<<<<<<<",
        "TD1 AR D SINGH JASIN<ALI Y701001V5 IND 1976-11-02 M 2016-09-18",
    ),
    (
        "IDESPBAA000589599999999R<<<<<< 8001014F2501017ESP<<<<<<<<<<<7 ESPANOLA<ESPANOLA<<CARMEN<<<<<",
        "TD1 ID ESP ESPANOLA<ESPANOLA CARMEN BAA000589 ESP 1980-01-01 F 2025-01-01 99999999R",
    ),
    (
        "P<ESTJOEORG<<JAAK<KRISTJAN<<<<<<<<<<<<<<<<<< KS00001827EST8001081M301121638001085718<<<76",
        "TD3 P EST JOEORG JAAK<KRISTJAN KS0000182 EST 1980-01-08 M 2030-11-21 38001085718",
    ),
    (
        "I<FINXA10000585010195<112X<<<< 9501016F2803135FIN<<<<<<<<<<<7 SPECIMEN<TRAVEL<<VILMA<SOFIA<<",
        "TD1 I FIN SPECIMEN<TRAVEL VILMA<SOFIA XA1000058 FIN 1995-01-01 F 2028-03-13 010195<112X",
    ),
    (
        "IRFRAK682T8YLO0<1105040043<<<< 7906123F1401073SEN<<<<<<<<<<<6 MARTIN<<CHRISTELLE<HELENE<LAUR",
        "TD1 IR FRA MARTIN CHRISTELLE<HELENE<LAUR K682T8YLO SEN 1979-06-12 F 2014-01-07 <1105040043",
    ),
    (
        "VCFRASPECIMEN<<SPECIMEN<<<<<<<<<<<<< F000000005UTO0311063M1401143<M300703",
        "MRV-B VC FRA SPECIMEN SPECIMEN F00000000 UTO 2003-11-06 M 2014-01-14 <M300703",
    ),
    (
        "P<GBRUK<SPECIMEN<<ANGELA<ZOE<<<<<<<<<<<<<<<< 9250764733GBR8809117F2007162<<<<<<<<<<<<<<08",
        "TD3 P GBR UK<SPECIMEN ANGELA<ZOE 925076473 GBR 1988-09-11 F 2020-07-16",
    ),
    (
        "P<HRVSPECIMEN<<SPECIMEN<<<<<<<<<<<<<<<<<<<<< 0070070071HRV8212258F1407019<<<<<<<<<<<<<<06",
        "TD3 P HRV SPECIMEN SPECIMEN 007007007 HRV 1982-12-25 F 2014-07-01",
    ),
    (
        "PAISLAEVARSDOTTIR<<THURIDUR<OESP<<<<<<<<<<<< A2040611<0ISL1212123F1106297121212<1239<<<66",
        "TD3 PA ISL AEVARSDOTTIR THURIDUR<OESP A2040611 ISL 1912-12-12 F 2011-06-29 121212<1239",
    ),
    (
        "P<JPNGAIMU<<SAKURA<<<<<<<<<<<<<<<<<<<<<<<<<< XS12345673JPN7902206F1603202<<<<<<<<<<<<<<02",
        "TD3 P JPN GAIMU SAKURA XS1234567 JPN 1979-02-20 F 2016-03-20",
    ),
    (
        "IDLIEID98754015<<<<<<<<<<<<<<< 8205122M1906224LIE<<<<<<<<<<<6 OSPELT<BECK<<MARISA<<<<<<<<<<<",
        "TD1 ID LIE OSPELT<BECK MARISA ID9875401 LIE 1982-05-12 M 2019-06-22",
    ),
    (
        "I<LTU11810187<346411231034<<<< 6411231F1901012LTU<<<<<<<<<<<9 BASANAVICIENE<<BIRUTE<<<<<<<<<",
        "TD1 I LTU BASANAVICIENE BIRUTE 11810187 LTU 1964-11-23 F 2019-01-01 46411231034",
    ),
    (
        "I<LVAPA99929216121282<88882<<< 8212122M1703054LVA<<<<<<<<<<<0 PARAUDZINS<<ANDRIS<<<<<<<<<<<<",
        "TD1 I LVA PARAUDZINS ANDRIS PA9992921 LVA 1982-12-12 M 2017-03-05 121282<88882",
    ),
    (
        "I<MCO029067<<<0<<<<<<<<<<<<<<< 9901018F0903248MCO<<<<<<<<<<<0 SPECIMEN<<SPECIMEN<<<<<<<<<<<<",
        "TD1 I MCO SPECIMEN SPECIMEN 029067 MCO 1999-01-01 F 2009-03-24",
    ),
    (
        "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<< SPECI20142NLD6503101F2403096999999990<<<<<84",
        "TD3 P NLD DE<BRUIJN WILLEKE<LISELOTTE SPECI2014 NLD 1965-03-10 F 2024-03-09 999999990",
    ),
    (
        "P<NOROESTENBYEN<<AASAMUND<SPECIMEN<<<<<<<<<< CCC0022514NOR5604230M3004157<<<<<<<<<<<<<<04",
        "TD3 P NOR OESTENBYEN AASAMUND<SPECIMEN CCC002251 NOR 1956-04-23 M 2030-04-15",
    ),
    (
        "I<PRT007666667<ZZ00<<<<<<<<<<< 8303143M3405293PRT<<<<<<<<<<<4 CACADOR<DE<ARAUJO<<ANDRE<ESTEV",
        "TD1 I PRT CACADOR<DE<ARAUJO ANDRE<ESTEV 007666667ZZ0 PRT 1983-03-14 M 2034-05-29",
    ),
    (
        "IRPRT1234AZ5679<<<<<<<<<<<<<<< 7404076F0912220BRA<<<<<<<<<<<4 GARCAO<DE<MAGALHAES<<INES<<<<<",
        "TD1 IR PRT GARCAO<DE<MAGALHAES INES 1234AZ567 BRA 1974-04-07 F 2009-12-22",
    ),
    (
        "P<QATAL<KAABI<<ALI<HAMAD<ABDULLAH<<<<<<<<<<< 00000000<0QAT7103070M110725012345458902<<<78",
        "TD3 P QAT AL<KAABI ALI<HAMAD<ABDULLAH 00000000 QAT 1971-03-07 M 2011-07-25 12345458902",
    ),
    (
        "P<SRBTEST<<MILICA<<<<<<<<<<<<<<<<<<<<<<<<<<< 0000000000SRB6802295F22101042902968000000<40",
        "TD3 P SRB TEST MILICA 000000000 SRB 1968-02-29 F 2022-10-10 2902968000000",
    ),
    (
        "IDSRB95555554612902968000000<< 6802295F1307245SRB<<<<<<<<<<<6 TEST<<MILICA<<<<<<<<<<<<<<<<<<",
        "TD1 ID SRB TEST MILICA 955555546 SRB 1968-02-29 F 2013-07-24 2902968000000",
    ),
    (
        "PSSVKSPECIMEN<<BIOMETRIA<<<<<<<<<<<<<<<<<<<< XE72074364SVK1111112F19112641111111111<<<<04",
        "TD3 PS SVK SPECIMEN BIOMETRIA XE7207436 SVK 2011-11-11 F 2019-11-26 1111111111",
    ),
    (
        "I<SVNIE987654302806985505145K< 8506287F3203282SVN<<<<<<<<<<<2 VZOREC<<JANA<<<<<<<<<<<<<<<<<<",
        "TD1 I SVN VZOREC JANA IE9876543 SVN 1985-06-28 F 2032-03-28 2806985505145K",
    ),
    (
        "I<SWE59000002<8198703142391<<< 8703145M1701027SWE<<<<<<<<<<<8 SPECIMEN<<SVEN<<<<<<<<<<<<<<<<",
        "TD1 I SWE SPECIMEN SVEN 59000002 SWE 1987-03-14 M 2017-01-02 198703142391",
    ),
    (
        "P<UKRTKACHENKO<<MARIANA<<<<<<<<<<<<<<<<<<<<< XX000000<0UKR9108242F23092571234567890<<<<70",
        "TD3 P UKR TKACHENKO MARIANA XX000000 UKR 1991-08-24 F 2023-09-25 1234567890",
    ),
    (
        "P<USATRAVELER<<HAPPY<<<<<<<<<<<<<<<<<<<<<<<< 1500000035USA5609165M0811150<<<<<<<<<<<<<<08",
        "TD3 P USA TRAVELER HAPPY 150000003 USA 1956-09-16 M 2008-11-15",
    ),
    (
        "VNUSATRAVELER<<HAPPY<<<<<<<<<<<<<<<<<<<<<<<< 1234567897CAN6612120M1407282B3XLC000FD142955",
        "MRV-A VN USA TRAVELER HAPPY 123456789 CAN 1966-12-12 M 2014-07-28 B3XLC000FD142955",
    ),
    (
        "VIUSATRAVELER<<HAPPYPERSON<<<<<<<<<<<<<<<<<< 555123ABC6GBR6502056F0412236IFLND00AMS803085",
        "MRV-A VI USA TRAVELER HAPPYPERSON 555123ABC GBR 1965-02-05 F 2004-12-23 IFLND00AMS803085",
    ),
    (
        "PUUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<< D231458907UTO7408122F2606277<<<<<<<8",
        "TD2 PU UTO ERIKSSON ANNA<MARIA D23145890 UTO 1974-08-12 F 2026-06-27",
    ),
    (
        "P<UTOMXHMWD<<EBDALRXHYM<<<<<<<<<<<<<<<<<<<<< A2222222<0UTO7108215F04120411000146819<<<<44",
        "TD3 P UTO MXHMWD EBDALRXHYM A2222222 UTO 1971-08-21 F 2004-12-04 1000146819",
    ),
)

# In this order: a British residence card with a made-up nationality; an American border crossing card, whose digits follow
# another rule; a Maltese card with three wrong digits; a passport of Interpol under a code of its own, which ICAO does not
# know, and the same with its dates changed; passports of two invented states.
FAULTY = (
    (
        "IRGBRZU12345673<<<<<<<<<<<<<<< 6608198F0808088COU<<<<<<<<<<<6 SAMPLE<<SUSANNA<<<<<<<<<<<<<<<",
        "TD1 IR GBR SAMPLE SUSANNA ZU1234567 COU 1966-08-19 F 2008-08-08",
        "nationality_unknown 2 16",
    ),
    (
        "A3USA085043401<01<9108<<<<<<<< 7006171F0108168<<<<<<A5AA37743 GONZALEZ<MENDEZ<<CRISTINA<MARI",
        "TD1 A3 USA GONZALEZ<MENDEZ CRISTINA<MARI 0850434010 - 1970-06-17 F 2001-08-16 9108 <<<A5AA3774",
        "check_digit_wrong 1 17; nationality_unknown 2 16; check_digit_wrong 2 30",
    ),
    (
        "IDMLT9999999<<3<9999999M<999<< 7309258F0810245MLT0310240<<<<5 SPITERI<MANDY<<<<<<<<<<<<<<<<<",
        "TD1 ID MLT SPITERI<MANDY - 9999999 MLT 1973-09-25 F 2008-10-24 <9999999M<999 0310240",
        "check_digit_wrong 1 15; check_digit_wrong 2 7; check_digit_wrong 2 30",
    ),
    (
        "P<INPSPECIMEN<<SAMPLE<<<<<<<<<<<<<<<<<<<<<<< XX000000<0FRA7501012F19073021234567890<<<<70",
        "TD3 P INP SPECIMEN SAMPLE XX000000 FRA 1975-01-01 F 2019-07-30 1234567890",
        "issuer_unknown 1 3",
    ),
    (
        "P<INPSPECIMEN<<SAMPLE<<<<<<<<<<<<<<<<<<<<<<< XX000000<0FRA1901012F16073021234567890<<<<70",
        "TD3 P INP SPECIMEN SAMPLE XX000000 FRA 1919-01-01 F 2016-07-30 1234567890",
        "issuer_unknown 1 3; check_digit_wrong 2 28; check_digit_wrong 2 44",
    ),
    (
        "P<ASUMXHMWD<<EBDALRXHYM<<<<<<<<<<<<<<<<<<<<< A2222222<0ASU7108215F04120411000146819<<<<44",
        "TD3 P ASU MXHMWD EBDALRXHYM A2222222 ASU 1971-08-21 F 2004-12-04 1000146819",
        "issuer_unknown 1 3; nationality_unknown 2 11",
    ),
    (
        "P<TRCSAMPLE<<LANA<<<<<<<<<<<<<<<<<<<<<<<<<<< SD99903223TRC9004137F3107014<<<<<<<<<<<<<<00",
        "TD3 P TRC SAMPLE LANA SD9990322 TRC 1990-04-13 F 2031-07-01",
        "issuer_unknown 1 3; nationality_unknown 2 11",
    ),
)
