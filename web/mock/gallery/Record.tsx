import { Button } from 'antd';
import { Banknote, HardHat, MessageSquareText, Phone, Plus } from 'lucide-react';
import { useParams } from 'react-router';
import { addDays, today } from '@/lib/dates';
import { Avatar, Details, Figures, Grade, MoneyFigure, NextSteps, Person, ProgressBar, Proportion, RailSection, RecordPage, Section, Status, StatusPill, Timeline } from '@/ui';

const at = (days: number, time: string) => `${addDays(today(), -days)}T${time}:00Z`;

export function Component() {
  const { id = '' } = useParams();
  const overview = (
    <>
      <Section title="下一步" note="3 项，1 项已过期" action={<Button size="small" type="text" icon={<Plus size={14} />}>添加</Button>}>
        <NextSteps onDone={() => undefined} items={[
          { id: '1', text: <>催收进度款二余款 <MoneyFigure value="4150000.00" /></>, due: addDays(today(), -3), person: '周予安' },
          { id: '2', text: '三期扩产技术交流，带洁净度实测数据', due: addDays(today(), 1), person: '程以宁' },
          { id: '3', text: '口头承诺：年底前提供 FFU 备件清单', due: addDays(today(), 43), person: '周予安', tag: '承诺' },
        ]} />
      </Section>
      <Section title="动态">
        <Timeline items={[
          { id: 'a', at: at(1, '08:20'), icon: MessageSquareText, title: <><b>周予安</b> 拜访了 <a href="/x">孙立衡</a>（厂务总监）</>, text: '三期洁净室 1.2 万平，预算批复在 1 月中旬；对方关心百级区的工期。' },
          { id: 'b', at: at(1, '02:05'), icon: HardHat, title: <>项目 <a href="/x">二期洁净厂房机电安装</a> 完成里程碑 <b>工艺管道试压</b></> },
          { id: 'c', at: at(13, '07:42'), icon: Banknote, title: <>到账 <b><MoneyFigure value="8000000.00" /></b>，核销 <a href="/x">HT-2026-0137</a></> },
        ]} />
      </Section>
    </>
  );
  return (
    <RecordPage
      resource="clients.client" id={id} title="启岳半导体(苏州)有限公司" monogram="启岳" back={{ to: '/clients', label: '客户' }} link={(x) => `/clients/${x}`}
      tags={['重点客户', '上市公司子公司']} status={<StatusPill state="contract.in_force" />} meta={['91320594MA2Y8K4T3X', '半导体制造', '江苏 苏州工业园区']}
      actions={<><Button icon={<Phone size={15} />}>记跟进</Button><Button type="primary" icon={<Plus size={15} />}>新建商机</Button></>} more={[{ key: 'a', label: '归档', onClick: () => undefined }]}
      facts={[{ label: '信用等级', value: <Grade value="A" /> }, { label: '责任人', value: <Person value="周予安" /> }, { label: '累计合同额', value: <MoneyFigure value="132000000.00" /> }, { label: '应收余额', value: <MoneyFigure value="59500000.00" /> }, { label: '其中逾期', value: <MoneyFigure value="4150000.00" tone="red" /> }]}
      tabs={[{ key: 'overview', label: '概览', content: overview }, { key: 'more', label: '合同', count: 4, wide: true, content: (
        <div className="col g24">
          <Figures items={[{ key: 'a', label: '新签合同额', value: '3.70', unit: '亿元', note: '比上一周期 +18.4%', to: '/clients' }, { key: 'b', label: '逾期应收', value: '4,126.40', unit: '万元', tone: 'red' }]} />
          <Proportion label="付款" parts={[{ key: 'a', label: '已收', share: 51, value: '2,501.00 万', tone: 'green' }, { key: 'b', label: '逾期', share: 9, value: '415.00 万', tone: 'red' }, { key: 'c', label: '质保金', share: 3, value: '145.80 万', tone: 'hatched' }]} />
          <Details items={[{ label: '行业', value: '半导体' }, { label: '状态', value: <Status state="instalment.overdue">逾期 18 天</Status> }]} />
        </div>) }]}
      rail={<><RailSection title="档案完整度" action={<b className="num">86%</b>}><ProgressBar value={86} label="档案完整度" /></RailSection><RailSection title="关键联系人"><span className="row g8"><Avatar name="孙立衡" size={28} /><span className="col"><span>孙立衡</span><span className="s12 t3">厂务总监</span></span></span></RailSection></>}
    />
  );
}
