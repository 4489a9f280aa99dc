/** When offices of a state are closed each year, and by which law or official calendar. */
export interface NationalDay {
  /** Month and day: `MM-DD`. */
  days: readonly string[]
  /** A law by its name, or the address of a law or an official calendar, as it was kept by an archive. */
  source: string
}

/**
 * Days on which the missions of a state, and offices in it, are closed: its national day. Plain facts, entered
 * by hand, and compared with the public holidays that the open project python-holidays (0.105) draws
 * from the addresses given here; where a law is named instead, it is the one that lists the holidays. A state is missing when its day moves with another calendar or by decree (Israel,
 * Iran, Egypt, Nepal), is no day off (Denmark, Slovakia, Ukraine under martial law), when the two did not agree, or when
 * neither a law nor an official calendar was found. Where a state keeps two such days, both stand here.
 */
export const nationalDays: Readonly<Record<string, NationalDay>> = {
  AD: {
    days: ['09-08'],
    source:
      'https://web.archive.org/web/20250506145838/https://www.bopa.ad/Legislacio/Detall?doc=7586',
  },
  AE: {
    days: ['12-02'],
    source:
      'https://web.archive.org/web/20250304004437/https://www.ilo.org/dyn/natlex/docs/ELECTRONIC/11956/69376/F417089305/ARE11956.pdf',
  },
  AG: {
    days: ['11-01'],
    source:
      'https://web.archive.org/web/20250123110511/https://laws.gov.ag/wp-content/uploads/2018/08/cap-354.pdf',
  },
  AL: {
    days: ['11-28'],
    source:
      'https://web.archive.org/web/20250119183539/http://kqk.gov.al/sites/default/files/publikime/ligj_7651_-_per_festat_zyrtare_e_ditet_perkujtimore.pdf',
  },
  AM: {
    days: ['09-21'],
    source: 'https://web.archive.org/web/20260122214757/https://www.arlis.am/hy/acts/259',
  },
  AR: {
    days: ['05-25'],
    source:
      'https://web.archive.org/web/20250421214226/https://www.argentina.gob.ar/normativa/nacional/decreto_ley-2446-1956-161122/texto',
  },
  AT: { days: ['10-26'], source: 'Feiertagsruhegesetz 1957, BGBl. Nr. 153/1957' },
  AU: {
    days: ['01-26'],
    source:
      'https://web.archive.org/web/20250322061953/https://www.legislation.act.gov.au/a/1958-19/',
  },
  AZ: {
    days: ['05-28'],
    source: 'https://web.archive.org/web/20221007162312/https://sosial.gov.az/en/prod-calendar',
  },
  BB: {
    days: ['11-30'],
    source:
      'https://web.archive.org/web/20250427133553/https://barbadosparliament-laws.com/en/showdoc/cs/352',
  },
  BD: {
    days: ['03-26'],
    source:
      'https://web.archive.org/web/20241109215908/https://mopa.gov.bd/sites/default/files/files/mopa.gov.bd/public_holiday/61c35b73_e335_462a_9bcf_4695b23b6d82/reg4-2019-212.PDF',
  },
  BE: {
    days: ['07-21'],
    source:
      'https://web.archive.org/web/20250331001402/https://www.belgium.be/nl/over_belgie/land/belgie_in_een_notendop/feestdagen',
  },
  BG: {
    days: ['03-03'],
    source: 'https://web.archive.org/web/20250402193136/https://lex.bg/laws/ldoc/1594373121',
  },
  BH: {
    days: ['12-16'],
    source:
      'https://web.archive.org/web/20250415063947/https://www.cbb.gov.bh/official-bank-holidays',
  },
  BI: {
    days: ['07-01'],
    source:
      'https://web.archive.org/web/20240514031141/https://www.presidence.gov.bi/wp-content/uploads/2021/06/Liste-et-regime-des-jours-feries.pdf',
  },
  BJ: {
    days: ['08-01'],
    source:
      'https://web.archive.org/web/20240727075244/https://sgg.gouv.bj/doc/ordonnance-1971-14/',
  },
  BN: {
    days: ['02-23'],
    source:
      'https://web.archive.org/web/20250421085743/https://www.labour.gov.bn/lists/upcomming%20events/allitems.aspx',
  },
  BO: {
    days: ['08-06'],
    source:
      'https://web.archive.org/web/20250428205639/https://bolivia.infoleyes.com/norma/1141/decreto-supremo-14260',
  },
  BR: { days: ['09-07'], source: 'Lei nº 662, de 6 de abril de 1949' },
  BS: {
    days: ['07-10'],
    source:
      'https://web.archive.org/web/20250421024112/http://laws.bahamas.gov.bs/cms/images/LEGISLATION/PRINCIPAL/1938/1938-0015/PublicHolidaysAct_1.pdf',
  },
  BT: {
    days: ['12-17'],
    source:
      'https://web.archive.org/web/20070730055559/http://www.rcsc.gov.bt/tmpFolder/CalendarOfEvent/holiday.htm',
  },
  BW: {
    days: ['09-30'],
    source: 'https://web.archive.org/web/20250126165541/https://www.gov.bw/public-holidays',
  },
  BY: {
    days: ['07-03'],
    source:
      'https://web.archive.org/web/20250415105200/https://president.gov.by/en/gosudarstvo/prazdniki',
  },
  BZ: {
    days: ['09-21'],
    source:
      'https://web.archive.org/web/20250427131247/https://www.belizelaw.org/web/lawadmin/PDF%20files/cap289.pdf',
  },
  CA: {
    days: ['07-01'],
    source:
      'https://web.archive.org/web/20130703014214/http://www.hrsdc.gc.ca/eng/labour/overviews/employment_standards/holidays.shtml',
  },
  CD: {
    days: ['06-30'],
    source:
      'https://web.archive.org/web/20220329181351/http://www.leganet.cd/Legislation/DroitSocial/O.79.154.23.06.1979.htm',
  },
  CH: {
    days: ['08-01'],
    source:
      'https://web.archive.org/web/20250201054902/https://www.bj.admin.ch/dam/bj/de/data/publiservice/service/zivilprozessrecht/kant-feiertage.pdf',
  },
  CL: {
    days: ['09-18'],
    source:
      'https://web.archive.org/web/20250812022623/https://www.bcn.cl/leychile/navegar?idNorma=28960&idVersion=2002-02-01',
  },
  CN: {
    days: ['10-01'],
    source:
      'https://web.archive.org/web/20230727050141/https://www.gov.cn/gongbao/content/2007/content_503397.htm',
  },
  CO: {
    days: ['07-20'],
    source:
      'https://web.archive.org/web/20250429071624/https://www.funcionpublica.gov.co/eva/gestornormativo/norma_pdf.php?i=86145',
  },
  CR: {
    days: ['09-15'],
    source:
      'https://web.archive.org/web/20250328094837/http://www.pgrweb.go.cr/scij/avanzada_pgr.aspx',
  },
  CU: {
    days: ['01-01'],
    source:
      'https://web.archive.org/web/20220705173115/https://www.gacetaoficial.gob.cu/sites/default/files/go_x_053_2007.pdf',
  },
  CV: {
    days: ['07-05'],
    source:
      'https://web.archive.org/web/20180820172827/http://www.interface.gov.cv/index.php?option=com_docman&task=doc_download&gid=12&Itemid=314',
  },
  CY: {
    days: ['10-01'],
    source:
      'https://web.archive.org/web/20241127121516/https://www.centralbank.cy/en//the-bank/working-hours-bank-holidays',
  },
  CZ: {
    days: ['10-28'],
    source: 'https://web.archive.org/web/20240924164547/https://www.zakonyprolidi.cz/cs/1951-93',
  },
  DE: {
    days: ['10-03'],
    source:
      'https://web.archive.org/web/20251011161644/https://www.gesetze-im-internet.de/einigvtr/art_2.html',
  },
  DM: {
    days: ['11-03'],
    source:
      'https://web.archive.org/web/20241204154212/http://www.dominica.gov.dm/laws/chapters/chap19-10.pdf',
  },
  DO: {
    days: ['02-27'],
    source:
      'https://web.archive.org/web/20220314033234/http://ojd.org.do/Normativas/LABORAL/Leyes/Ley%20No.%20%20139-97.pdf',
  },
  EC: {
    days: ['08-10'],
    source:
      'https://web.archive.org/web/20181231193947/https://www.turismo.gob.ec/wp-content/uploads/2018/06/CALENDARIO-FERIADOS2018.pdf',
  },
  EE: {
    days: ['02-24'],
    source: 'https://web.archive.org/web/20260117043713/https://www.riigiteataja.ee/akt/28395',
  },
  ES: {
    days: ['10-12'],
    source:
      'https://web.archive.org/web/20230307043804/https://administracion.gob.es/pag_Home/atencionCiudadana/calendarios.html',
  },
  FI: {
    days: ['12-06'],
    source:
      'https://web.archive.org/web/20250416185850/https://www.suomenpankki.fi/fi/raha-ja-maksaminen/pankkivapaapaivat/',
  },
  FJ: {
    days: ['10-10'],
    source:
      'https://web.archive.org/web/20250421221329/https://www.laws.gov.fj/Acts/DisplayAct/2910',
  },
  FM: {
    days: ['11-03'],
    source:
      'https://web.archive.org/web/20241213112548/http://www.fsmlaw.org/fsm/code/PDF/FSMCA2014Tit01.pdf',
  },
  FR: { days: ['07-14'], source: 'Code du travail, article L3133-1' },
  GA: {
    days: ['08-17'],
    source:
      'https://web.archive.org/web/20260307151111/https://journal-officiel.ga/14135-600-pr-mtps/',
  },
  GD: {
    days: ['02-07'],
    source:
      'https://web.archive.org/web/20250504095840/https://laws.gov.gd/index.php/chapters/b-23-39/1042-cap25-bank-holidays-act-2/viewdocument/1042',
  },
  GE: {
    days: ['05-26'],
    source:
      'https://web.archive.org/web/20250121212149/https://matsne.gov.ge/en/document/view/1155567?publication=24',
  },
  GH: {
    days: ['03-06'],
    source:
      'https://web.archive.org/web/20260418042037/https://ghalii.org/akn/gh/act/2001/601/eng@2001-06-01',
  },
  GM: {
    days: ['02-18'],
    source:
      'https://web.archive.org/web/20250803084358/https://www.op.gov.gm/media-advisory-public-holidays',
  },
  GR: { days: ['03-25'], source: 'Νόμος 4808/2021, άρθρο 60' },
  GT: {
    days: ['09-15'],
    source:
      'https://web.archive.org/web/20250426043930/https://www.minfin.gob.gt/images/downloads/leyes_acuerdos/decretocong19_101018.pdf',
  },
  GY: {
    days: ['02-23'],
    source:
      'https://web.archive.org/web/20241125073357/https://parliament.gov.gy/documents/bills/11264-bill_6_of_1967_public_holidays.pdf',
  },
  HN: {
    days: ['09-15'],
    source:
      'https://web.archive.org/web/20240201202118/http://ilo.org/dyn/natlex/docs/WEBTEXT/29076/64849/S59HND01.htm',
  },
  HR: {
    days: ['05-30'],
    source:
      'https://web.archive.org/web/20250206084954/https://narodne-novine.nn.hr/clanci/sluzbeni/2019_11_110_2212.html',
  },
  HT: {
    days: ['01-01'],
    source:
      'https://web.archive.org/web/20250214180331/https://www.wipo.int/wipolex/en/legislation/details/7837',
  },
  HU: { days: ['08-20'], source: '2012. évi I. törvény a munka törvénykönyvéről, 102. §' },
  IE: {
    days: ['03-17'],
    source: 'https://www.irishstatutebook.ie/eli/1997/act/20/enacted/en/html',
  },
  IN: {
    days: ['01-26'],
    source: 'https://web.archive.org/web/20250413193616/https://www.india.gov.in/calendar',
  },
  IS: {
    days: ['06-17'],
    source:
      'https://web.archive.org/web/20240805200641/https://www.althingi.is/lagas/nuna/1971088.html',
  },
  IT: { days: ['06-02'], source: 'Legge 20 novembre 2000, n. 336' },
  JM: {
    days: ['08-06'],
    source:
      'https://web.archive.org/web/20241110125301/https://www.mlss.gov.jm/wp-content/uploads/2017/11/The-Holidays-Public-General-Act.pdf',
  },
  JO: {
    days: ['05-25'],
    source:
      'https://web.archive.org/web/20250116061815/https://www.mfa.gov.jo/content/public-holidays',
  },
  JP: { days: ['02-23'], source: '国民の祝日に関する法律(昭和23年法律第178号)' },
  KE: {
    days: ['12-12'],
    source:
      'https://web.archive.org/web/20250118013422/https://new.kenyalaw.org/akn/ke/act/1912/21/eng@2024-04-26',
  },
  KG: { days: ['08-31'], source: 'https://cbd.minjust.gov.kg/4-4972/edition/506328/ru' },
  KI: {
    days: ['07-12'],
    source:
      'https://web.archive.org/web/20250130150749/https://www.paclii.org/ki/legis/consol_act/pho216/',
  },
  KN: {
    days: ['09-19'],
    source:
      'https://web.archive.org/web/20250417181411/https://sknhcottawa.gov.kn/in-skn-national-public-holidays/',
  },
  KR: { days: ['10-03'], source: '공휴일에 관한 법률' },
  KZ: {
    days: ['10-25', '12-16'],
    source:
      'https://web.archive.org/web/20241225060133/https://egov.kz/cms/en/articles/holidays-calend',
  },
  LB: {
    days: ['11-22'],
    source:
      'https://web.archive.org/web/20250704170408/http://legiliban.ul.edu.lb/LawArticles.aspx?LawTreeSectionID=204659&LawID=202420&language=ar',
  },
  LC: {
    days: ['02-22'],
    source:
      'https://web.archive.org/web/20241201164546/https://archive.stlucia.gov.lc/saint_lucia/public_holidays.htm',
  },
  LI: {
    days: ['08-15'],
    source: 'https://web.archive.org/web/20250122013118/https://llb.li/en/contact/bank-holidays',
  },
  LK: {
    days: ['02-04'],
    source:
      'https://web.archive.org/web/20250315041521/http://www.commonlii.org/lk/legis/num_act/ha29o1971152/',
  },
  LS: {
    days: ['10-04'],
    source:
      'https://web.archive.org/web/20220508094900/https://www.ilo.org/dyn/travail/docs/2093/Public%20Holidays%20Act%201995.pdf',
  },
  LT: { days: ['02-16'], source: 'Lietuvos Respublikos darbo kodeksas, 123 straipsnis' },
  LU: { days: ['06-23'], source: 'Code du travail, article L. 232-2' },
  LV: {
    days: ['11-18'],
    source: 'https://web.archive.org/web/20260308023501/https://likumi.lv/doc.php?id=72608',
  },
  MA: {
    days: ['07-30'],
    source:
      'https://web.archive.org/web/20230303001626/http://www.mmsp.gov.ma/fr/pratiques.aspx?id=38',
  },
  MC: {
    days: ['11-19'],
    source:
      'https://web.archive.org/web/20260418044949/https://legimonaco.mc/tnc/loi/1966/02-18-798/',
  },
  ME: {
    days: ['07-13'],
    source:
      'https://web.archive.org/web/20241227132503/https://wapi.gov.me/download-preview/927f23a3-db4e-4f65-9f29-ce3c9dde0c90?version=1.0',
  },
  MH: {
    days: ['05-01'],
    source:
      'https://web.archive.org/web/20240722022301/http://rmiparliament.org/cms/images/LEGISLATION/PRINCIPAL/1988/1988-0016/PublicHolidaysAct1988_1.pdf',
  },
  MK: {
    days: ['09-08'],
    source:
      'https://web.archive.org/web/20250420034141/https://mtsp.gov.mk/programa-za-nerabotni-denovi.nspx',
  },
  ML: {
    days: ['09-22'],
    source:
      'https://web.archive.org/web/20250619193041/https://sgg-mali.ml/JO/1960/mali-jo-1960-71.pdf',
  },
  MM: {
    days: ['01-04'],
    source:
      'https://web.archive.org/web/20241112125406/https://evisa.moip.gov.mm/home/publicholiday',
  },
  MN: {
    days: ['07-11'],
    source: 'https://web.archive.org/web/20250327062440/https://legalinfo.mn/mn/detail/399',
  },
  MT: {
    days: ['09-21'],
    source:
      'https://web.archive.org/web/20240406224540/https://www.gov.mt/en/About%20Malta/Pages/Public%20Holidays.aspx',
  },
  MU: {
    days: ['03-12'],
    source:
      'https://web.archive.org/web/20250618211720/https://natlex.ilo.org/dyn/natlex2/natlex2/files/download/101480/MUS101480.pdf',
  },
  MV: {
    days: ['07-26'],
    source:
      'https://web.archive.org/web/20260404223324/https://presidency.gov.mv/Press/Article/13097',
  },
  MX: {
    days: ['09-16'],
    source:
      'https://web.archive.org/web/20250427131751/http://www.diputados.gob.mx/LeyesBiblio/ref/lft/LFT_orig_01abr70_ima.pdf',
  },
  MY: {
    days: ['08-31'],
    source:
      'https://web.archive.org/web/20241202103403/https://www.kabinet.gov.my/bkpp/pdf/akta_warta/1951_12_31_act369.pdf',
  },
  NA: {
    days: ['03-21'],
    source:
      'https://web.archive.org/web/20250322163344/https://namiblii.org/akn/na/act/1990/26/eng@2004-12-17',
  },
  NE: {
    days: ['12-18'],
    source:
      'https://web.archive.org/web/20241106023958/https://www.impots.gouv.ne/media/loi/1960.pdf',
  },
  NG: {
    days: ['10-01'],
    source:
      'https://web.archive.org/web/20240616072641/https://archive.gazettes.africa/archive/ng/1979/ng-government-gazette-supplement-dated-1979-02-01-no-5.pdf',
  },
  NL: {
    days: ['04-27'],
    source:
      'https://web.archive.org/web/20251015082530/https://business.gov.nl/regulation/holiday-entitlement/',
  },
  NO: {
    days: ['05-17'],
    source:
      'https://web.archive.org/web/20250102052441/https://lovdata.no/dokument/NL/lov/1947-04-26-1',
  },
  NR: {
    days: ['01-31'],
    source:
      'https://web.archive.org/web/20250613095858/https://ronlaw.gov.nr/assets/docs/acts/2016/Public%20Service%20Act%202016_serv4.pdf',
  },
  NZ: {
    days: ['02-06'],
    source: 'https://www.legislation.govt.nz/act/public/2003/0129/latest/whole.html',
  },
  PA: {
    days: ['11-03'],
    source:
      'https://web.archive.org/web/20250429081538/https://s3-legispan.asamblea.gob.pa/legispan/NORMAS/1990/1990/LEY/Administrador%20Legispan_21570_1990_7_2_ASAMBLEA%20LEGISLATIVA_4.pdf',
  },
  PE: {
    days: ['07-28'],
    source: 'https://web.archive.org/web/20250414165243/https://www.gob.pe/feriados/',
  },
  PG: {
    days: ['09-16'],
    source:
      'https://web.archive.org/web/20250406104407/http://www.paclii.org/pg/legis/consol_act/pha1953163.pdf',
  },
  PH: {
    days: ['06-12'],
    source:
      'https://web.archive.org/web/20241203234427/https://www.officialgazette.gov.ph/1987/07/25/executive-order-no-292-book-ichapter-7-regular-holidays-and-nationwide-special-days/',
  },
  PK: {
    days: ['03-23'],
    source:
      'https://web.archive.org/web/20250118105814/https://cabinet.gov.pk/Detail/OTE2ODBiYmItZmI0MS00NDAwLWE5NGUtYmE1MGVjYzllMzAz',
  },
  PL: {
    days: ['05-03', '11-11'],
    source: 'Ustawa z dnia 18 stycznia 1951 r. o dniach wolnych od pracy',
  },
  PT: { days: ['06-10'], source: 'Código do Trabalho (Lei n.º 7/2009), artigo 234.º' },
  PW: {
    days: ['10-01'],
    source:
      'https://web.archive.org/web/20250130144425/http://www.paclii.org/pw/legis/consol_act/gpt1262/',
  },
  PY: {
    days: ['05-15'],
    source:
      'https://web.archive.org/web/20250427173904/https://www.bacn.gov.py/leyes-paraguayas/2358/ley-n-8--por-la-cual-se-determinan-los-feriados-de-la-republica',
  },
  RO: {
    days: ['12-01'],
    source:
      'https://web.archive.org/web/20260120033731/https://legislatie.just.ro/Public/DetaliiDocumentAfis/8417',
  },
  RS: { days: ['02-15'], source: 'Закон о државним и другим празницима у Републици Србији' },
  RU: { days: ['06-12'], source: 'Трудовой кодекс Российской Федерации, статья 112' },
  RW: {
    days: ['07-01'],
    source:
      'https://web.archive.org/web/20250601161219/https://archive.gazettes.africa/archive/rw/2011/rw-government-gazette-dated-2011-03-07-no-10.pdf',
  },
  SA: {
    days: ['09-23'],
    source:
      'https://web.archive.org/web/20240610223551/http://laboreducation.hrsd.gov.sa/en/labor-education/322',
  },
  SB: {
    days: ['07-07'],
    source:
      'https://web.archive.org/web/20250615054807/https://www.paclii.org/sb/legis/consol_act_1996/pha163.pdf',
  },
  SC: {
    days: ['06-29'],
    source: 'https://web.archive.org/web/20240312030952/https://www.psb.gov.sc/public-holidays',
  },
  SD: {
    days: ['01-01'],
    source:
      'https://web.archive.org/web/20250820070831/https://www.sudanembassy.org.uk/public-holidays/',
  },
  SE: {
    days: ['06-06'],
    source:
      'https://web.archive.org/web/20250811112642/https://www.riksbank.se/sv/press-och-publicerat/kalender/helgdagar-2025/',
  },
  SG: {
    days: ['08-09'],
    source: 'https://web.archive.org/web/20250405061431/https://sso.agc.gov.sg/Act/HA1998',
  },
  SI: {
    days: ['06-25'],
    source:
      'https://web.archive.org/web/20250429081020/https://www.uradni-list.si/glasilo-uradni-list-rs/vsebina/1991-01-1091/zakon-o-praznikih-in-dela-prostih-dnevih-v-republiki-sloveniji',
  },
  SL: {
    days: ['04-27'],
    source:
      'https://web.archive.org/web/20240727123934/http://salpost.gov.sl/opening-time-national-holidays',
  },
  SM: {
    days: ['09-03'],
    source:
      'https://web.archive.org/web/20250627182741/https://www.bcsm.sm/en/functions/statutory-functions/payment-system/bank-holiday-calendar',
  },
  SN: {
    days: ['04-04'],
    source:
      'https://web.archive.org/web/20250604134724/https://www.dri.gouv.sn/sites/default/files/LOI/1963/63_51.pdf',
  },
  SO: {
    days: ['07-01'],
    source: 'https://web.archive.org/web/20250522034818/https://usa.mfa.gov.so/about-somalia/',
  },
  SR: {
    days: ['11-25'],
    source:
      'https://web.archive.org/web/20240416223555/https://gov.sr/wp-content/uploads/2022/09/arbeidswet.pdf',
  },
  ST: {
    days: ['07-12'],
    source:
      'https://web.archive.org/web/20190319201800/http://www.mnec.gov.st/index.php/o-pais?showall=1',
  },
  SV: {
    days: ['09-15'],
    source:
      'https://web.archive.org/web/20240918054537/http://www.transparencia.gob.sv/institutions/gd-usulutan/documents/192280/download',
  },
  SY: {
    days: ['04-17'],
    source:
      'https://web.archive.org/web/20250813035705/https://cb.gov.sy/index.php?lang=1&dir=html&ex=1&page=holidays&act=598-',
  },
  SZ: {
    days: ['09-06'],
    source:
      'https://web.archive.org/web/20171109031840/http://www.swazilii.org:80/sz/legislation/act/1938/71',
  },
  TD: {
    days: ['08-11'],
    source:
      'https://web.archive.org/web/20240619220557/https://www.ilo.org/dyn/natlex/docs/ELECTRONIC/97323/115433/F-316075167/TCD-97323.pdf',
  },
  TH: {
    days: ['12-05'],
    source:
      'https://web.archive.org/web/20231021231154/https://ratchakitcha.soc.go.th/documents/1044125.pdf',
  },
  TL: {
    days: ['05-20'],
    source:
      'https://web.archive.org/web/20240813193212/https://mj.gov.tl/jornal/lawsTL/RDTL-Law/RDTL-Laws/Law-2005-10.pdf',
  },
  TR: { days: ['10-29'], source: 'https://www.mevzuat.gov.tr/MevzuatMetin/1.5.2429.pdf' },
  TT: {
    days: ['08-31'],
    source:
      'https://web.archive.org/web/20250429120744/https://laws.gov.tt/ttdll-web2/revision/list?offset=380&q=&currentid=322',
  },
  TV: {
    days: ['10-01'],
    source:
      'https://web.archive.org/web/20250429073846/https://www.paclii.org/cgi-bin/sinodisp/tv/legis/num_act/pha1990243/pha1990243.html',
  },
  TW: {
    days: ['10-10'],
    source:
      'https://web.archive.org/web/20240916001724/https://law.moj.gov.tw/LawClass/LawOldVer.aspx?pcode=D0020033&lnndate=20060309&lser=001',
  },
  TZ: {
    days: ['04-26'],
    source:
      'https://web.archive.org/web/20250726035131/https://archive.gazettes.africa/archive/tz/1973/tz-government-gazette-dated-1973-02-02-no-5.pdf',
  },
  UG: {
    days: ['10-09'],
    source:
      'https://web.archive.org/web/20250621140041/https://ulii.org/akn/ug/act/1965/23/eng@2000-12-31',
  },
  US: {
    days: ['07-04'],
    source: 'https://opm.gov/policy-data-oversight/pay-leave/federal-holidays/',
  },
  UY: {
    days: ['08-25'],
    source:
      'https://web.archive.org/web/20250419214344/http://www.impo.com.uy/diariooficial/1919/10/25/2',
  },
  UZ: {
    days: ['09-01'],
    source: 'https://web.archive.org/web/20250422170827/https://lex.uz/docs/-142859',
  },
  VC: {
    days: ['10-27'],
    source:
      'https://web.archive.org/web/20250214232128/https://pmoffice.gov.vc/pmoffice/index.php/public-holidays',
  },
  VN: { days: ['09-02'], source: 'Bộ luật Lao động 2019 (45/2019/QH14), Điều 112' },
  VU: {
    days: ['07-30'],
    source: 'https://web.archive.org/web/20250419062251/https://gov.vu/index.php/events/holidays',
  },
  WS: {
    days: ['06-01'],
    source:
      'https://web.archive.org/web/20240914112255/https://www.mcil.gov.ws/?attachment_id=6336',
  },
  XK: {
    days: ['02-17'],
    source: 'https://web.archive.org/web/20251105011859/https://bqk-kos.org/kalendari-i-festave/',
  },
  YE: {
    days: ['05-22'],
    source:
      'https://web.archive.org/web/20230905142654/http://yemen-nic.info/db/laws_ye/detail.php?ID=11476',
  },
  ZA: {
    days: ['04-27'],
    source:
      'https://web.archive.org/web/20250424073852/https://www.gov.za/about-sa/public-holidays',
  },
  ZM: {
    days: ['10-24'],
    source:
      'https://web.archive.org/web/20260619052920/https://media.zambialii.org/media/legislation/32576/source_file/a486a2d17b169913/zm-act-1983-12-publication-document.pdf',
  },
  ZW: {
    days: ['04-18'],
    source: 'Public Holidays and Prohibition of Business Act [Chapter 10:21]',
  },
}
